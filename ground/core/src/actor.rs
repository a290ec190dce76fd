//! Who acts. Every change names its actor in the audit log (ALL-3).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A staff member's role (ALL-8). Rights are decided by the modules from these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers customers' requests.
    Support,
    /// Analyzes files and links.
    Lab,
    /// Keeps the catalog, issues and blocks licenses.
    Licensing,
    /// Answers privacy requests and watches retention.
    Privacy,
    /// Newsletters and forms.
    Marketing,
    /// Everything, and the staff list itself.
    Administrator,
}

impl Role {
    /// Every role, in the order of the spec.
    pub const ALL: [Self; 6] =
        [Self::Support, Self::Lab, Self::Licensing, Self::Privacy, Self::Marketing, Self::Administrator];

    /// The stable word stored in the database and used in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Lab => "lab",
            Self::Licensing => "licensing",
            Self::Privacy => "privacy",
            Self::Marketing => "marketing",
            Self::Administrator => "administrator",
        }
    }

    /// From its stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// A signed-in staff member, second factor passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffActor {
    /// The staff member's id.
    pub id: Uuid,
    /// What he may do.
    pub roles: Vec<Role>,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known: a visitor's browser, or a product that has not shown a token.
    Visitor,
    /// A customer, signed in.
    Account {
        /// The account's id.
        id: Uuid,
    },
    /// A staff member, signed in with both factors.
    Staff(StaffActor),
    /// A program that showed an API key; it acts with the key's scopes.
    ApiKey {
        /// The key's id.
        id: Uuid,
        /// What the key may do, such as `licenses:write`.
        scopes: Vec<String>,
    },
    /// A product on a device, proven by its renew token.
    Product {
        /// The activation that the token belongs to.
        activation: Uuid,
    },
    /// Gatehouse itself: a job, a schedule, the command line.
    Program(&'static str),
}

impl Actor {
    /// The word for the audit log.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Account { .. } => "account",
            Self::Staff(_) => "staff",
            Self::ApiKey { .. } => "api_key",
            Self::Product { .. } => "product",
            Self::Program(_) => "program",
        }
    }

    /// The id for the audit log, where the actor has one.
    pub const fn id(&self) -> Option<Uuid> {
        match self {
            Self::Account { id } | Self::ApiKey { id, .. } => Some(*id),
            Self::Staff(staff) => Some(staff.id),
            Self::Product { activation } => Some(*activation),
            Self::Visitor | Self::Program(_) => None,
        }
    }

    /// The account that acts, if it is one.
    pub const fn account(&self) -> Option<Uuid> {
        match self {
            Self::Account { id } => Some(*id),
            _ => None,
        }
    }
}
