declare const brand: unique symbol;

/**
 * A value of type `T` that has passed a check and may not be mixed up with another `T`.
 * The mark exists for the compiler only; at run time the value is an ordinary `T`.
 */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
