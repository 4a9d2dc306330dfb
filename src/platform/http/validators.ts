import AjvCompiler, { type BuildCompilerFromPool, type RouteDefinition } from '@fastify/ajv-compiler';

type Compile = ReturnType<BuildCompilerFromPool>;
/** Fastify gives the whole route, whatever the types of the compiler say. */
type CompileRoute = (route: RouteDefinition) => ReturnType<Compile>;

const build = AjvCompiler();
/** What checks a form or an address, by the schema it checks: hundreds of routes take the same few. */
const known = new Map<string, ReturnType<Compile>>();

/** Compiles each schema once in this process, however many routes and servers take it: that takes as long as a small page. */
export function buildValidator(...asked: Parameters<BuildCompilerFromPool>): Compile {
  const compile = build(...asked) as unknown as CompileRoute;
  const settings = JSON.stringify(asked);
  const compileOnce: CompileRoute = (route) => {
    const key = `${settings} ${JSON.stringify(route.schema)}`;
    const validator = known.get(key) ?? compile(route);
    known.set(key, validator);
    return validator;
  };
  return compileOnce as unknown as Compile;
}
