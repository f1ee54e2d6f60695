// The SDK's published declarations use this alias and never declare it.
type Enum<T> = T[keyof T];
