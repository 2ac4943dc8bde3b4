/** One end of a connection that carries texts in order. */
export interface Line {
  /** Without effect when the connection is gone. */
  readonly send: (text: string) => void;
  /** Ends the connection, once what was sent before has gone out. */
  readonly hangUp: () => void;
}

/** What one end of a connection hears. It is never called while it calls the line itself. */
export interface LineListener {
  readonly received: (text: string) => void;
  /** Nothing comes any more, and nothing goes out. Called once. */
  readonly closed: (reason: string) => void;
}

/** Connects to a hub. What is sent before the connection stands waits for it; when it never does, `closed` is called. */
export type Dial = (listener: LineListener) => Line;
