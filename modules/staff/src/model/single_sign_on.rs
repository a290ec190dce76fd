//! Single sign-on of staff by the vendor's own OpenID Connect provider, as the operator wants it (ALL-8).

use crate::model::roles;
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_core::Role;
use gatehouse_federation::StaffProvider;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the operator wants.
#[derive(Clone, Debug)]
pub struct SingleSignOn {
    /// The provider.
    pub provider: StaffProvider,
    /// Which roles a group gives.
    pub roles: BTreeMap<String, Vec<Role>>,
    /// Whether everybody can go on signing in with a password or a passkey; otherwise administrators alone can, so that the installation
    /// stays within reach when the provider is not.
    pub passwords: bool,
}

impl SingleSignOn {
    /// The operator's, where it is wanted.
    pub fn of(cx: &Cx) -> Option<&Self> {
        cx.app.services.find::<Arc<Self>>().map(AsRef::as_ref)
    }

    /// The roles that these groups give together, in their order.
    pub fn roles_of(&self, groups: &BTreeSet<String>) -> Vec<Role> {
        let given: Vec<Role> = groups.iter().filter_map(|group| self.roles.get(group)).flatten().copied().collect();
        Role::ALL.into_iter().filter(|role| given.contains(role)).collect()
    }

    /// Whether a member may sign in by their own password or passkey.
    pub(crate) fn opens_by_own_means(cx: &Cx, member: &staff::Model) -> bool {
        Self::of(cx).is_none_or(|sso| sso.passwords || is_administrator(member))
    }
}

/// Whether the row says so.
pub(crate) fn is_administrator(member: &staff::Model) -> bool {
    roles::split(&member.roles).contains(&Role::Administrator)
}

/// Whether they can sign in when no provider answers: with a password and an authenticator app.
pub(crate) fn has_own_means(member: &staff::Model) -> bool {
    member.disabled_at.is_none() && member.password_sealed.is_some() && member.totp_secret_sealed.is_some()
}
