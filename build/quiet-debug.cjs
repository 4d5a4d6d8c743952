// Stands in for the package `debug` in our bundles: loading it costs milliseconds in every hook, and what it prints could hold a value.
const quiet = () => undefined;
quiet.enabled = false;
quiet.extend = () => quiet;
const debug = () => quiet;
debug.default = debug;
debug.formatters = {};
debug.enable = debug.disable = () => undefined;
debug.enabled = () => false;
module.exports = debug;
