// What git is told with every command: nothing that the repository's own configuration names is run (`core.fsmonitor` is a command).
export const settings = [
  'core.fsmonitor=false',
  'core.quotePath=false',
  'log.showRoot=true',
  'log.showSignature=false',
  'diff.renames=false',
  'core.commitGraph=true',
  'color.ui=false',
] as const;
