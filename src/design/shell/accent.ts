/** Our own look colour, for places that chose none. */
export const defaultAccent = '#00635d';

/**
 * The accent of a place if it can be read as text on white and under white text (contrast at least 4.5, WCAG 2.2
 * success criterion 1.4.3); otherwise the default. Only `#rrggbb` is understood.
 */
export function accentOrDefault(accent: string | undefined): string {
  return accent !== undefined && /^#[\da-f]{6}$/i.test(accent) && contrastWithWhite(accent) >= 4.5
    ? accent.toLowerCase()
    : defaultAccent;
}

/** Contrast ratio of a `#rrggbb` colour against white, 1 to 21 (WCAG 2.2, "relative luminance"). */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
