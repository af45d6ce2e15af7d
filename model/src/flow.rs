//! Bot flows: a versioned graph and the pure function that walks it.
