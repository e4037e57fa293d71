/** All that PostgreSQL's programs get of our environment: PG* variables of the operator mean other servers. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV };
}
