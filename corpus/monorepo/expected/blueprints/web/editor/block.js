export const title = "function";
