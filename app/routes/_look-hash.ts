/** A hash of nothing, as long as one of SHA-256. */
export const exampleHash = '9f3a5c1e77d04b2286aa31c09be4f1d2c3b7750e8d6641f29a0b8c7d5e4f3a21'
