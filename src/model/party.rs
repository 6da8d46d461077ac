//! Counterparties: who is a natural person, and how a person's name is masked.
