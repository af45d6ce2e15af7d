//! Who gets which work: a pure matching of waiting conversations and agents.
