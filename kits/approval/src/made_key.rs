//! What this kit asks whoever keeps API keys.

use gatehouse_context::Question;
use gatehouse_core::Uuid;

/// Whether this member of the staff made this API key: what its program proposes, they could have it propose.
#[derive(Clone, Copy, Debug)]
pub struct MadeKey {
    /// The key.
    pub key: Uuid,
    /// The member.
    pub member: Uuid,
}

impl Question for MadeKey {}
