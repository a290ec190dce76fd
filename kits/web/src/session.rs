//! What the web kit needs to know of sessions. The modules `accounts` and `staff` keep the rows.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, Role, Uuid, async_trait};
use std::sync::Arc;

/// A customer's session as a request sees it.
#[derive(Clone, Debug)]
pub struct CustomerSession {
    /// The session's id.
    pub id: Uuid,
    /// The account.
    pub account: Uuid,
    /// What the account menu shows: the name, else the address.
    pub label: String,
    /// The account's language, when chosen.
    pub lang: Option<Lang>,
    /// The account's time zone (IANA), when chosen.
    pub zone: Option<String>,
    /// Sensitive changes are open until then (ACC-10).
    pub elevated_until: Moment,
    /// Country and region are not given yet (ACC-1).
    pub welcome_due: bool,
    /// The account's country (ISO 3166-1), once told.
    pub country: Option<String>,
}

/// A staff member's session, second factor passed.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// The session's id.
    pub id: Uuid,
    /// The staff member.
    pub staff: Uuid,
    /// Their name.
    pub label: String,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Their language, when chosen.
    pub lang: Option<Lang>,
    /// Their time zone.
    pub zone: Option<String>,
    /// Sensitive changes are open until then.
    pub elevated_until: Moment,
    /// Changes of factors are open until then.
    pub factor_until: Moment,
}

/// Finds a customer's session by the cookie's token. Put into the services as `Arc<dyn CustomerSessions>`.
#[async_trait]
pub trait CustomerSessions: Send + Sync {
    /// `None` for an unknown, expired or ended session. Writes `last seen` at most once a minute.
    async fn find(&self, cx: &Cx, token: &str) -> Result<Option<CustomerSession>, Fault>;
    /// Whether a session that was found before still gives its account, for an answer that is sent for longer.
    async fn is_live(&self, cx: &Cx, session: &CustomerSession) -> Result<bool, Fault>;
}

/// Finds a staff session by the cookie's token. Put into the services as `Arc<dyn StaffSessions>`.
#[async_trait]
pub trait StaffSessions: Send + Sync {
    /// `None` for an unknown, expired, ended or half-finished session.
    async fn find(&self, cx: &Cx, token: &str) -> Result<Option<StaffSession>, Fault>;
    /// Whether a session that was found before still gives its member, with every role that they had then.
    async fn is_live(&self, cx: &Cx, session: &StaffSession) -> Result<bool, Fault>;
}

/// Finds an API key. Put into the services as `Arc<dyn ApiKeys>`.
#[async_trait]
pub trait ApiKeys: Send + Sync {
    /// The key's id and scopes; `None` for an unknown, expired or revoked key.
    async fn find(&self, cx: &Cx, key: &str) -> Result<Option<(Uuid, Vec<String>)>, Fault>;
}

/// How the trait objects lie in the services.
pub type SharedCustomerSessions = Arc<dyn CustomerSessions>;
/// How the trait objects lie in the services.
pub type SharedStaffSessions = Arc<dyn StaffSessions>;
/// How the trait objects lie in the services.
pub type SharedApiKeys = Arc<dyn ApiKeys>;
