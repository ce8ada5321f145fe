// Prepares what the tests share; the database harness hangs itself in here.
export default function setup(): void {}
