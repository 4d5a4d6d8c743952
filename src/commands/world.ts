// What a command may know of the process it runs in. Handed over by `cli.ts`, made up in tests.

export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** absolute path of the node that runs */
  readonly node: string;
  /** absolute path of this package's folder (the one with `package.json` and `dist`) */
  readonly packageRoot: string;
  readonly version: string;
  stdout(text: string): void;
  stderr(text: string): void;
}
