//! Where sealed texts lie.

/// The text of a message.
pub const BODY: &str = "chat_message.body_sealed";
/// Who somebody without an account is.
pub const PERSON: &str = "chat.person_sealed";
/// What they said of their license.
pub const KNOWN: &str = "chat.known_sealed";
