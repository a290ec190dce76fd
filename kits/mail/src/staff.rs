//! Letters of other modules to the staff: who keeps the members says whom they go to, inside the transaction.

use crate::Recipient;
use gatehouse_context::{Cx, Signal};
use gatehouse_core::{Fault, Role};
use gatehouse_db::Tx;
use std::sync::{Arc, Mutex, PoisonError};

/// Members of the staff are looked for: whoever keeps them adds those that can sign in and have one of the roles.
#[derive(Clone)]
pub struct StaffWanted {
    /// The roles.
    pub roles: &'static [Role],
    found: Arc<Mutex<Vec<Recipient>>>,
}

impl StaffWanted {
    /// Adds a member.
    pub fn add(&self, member: Recipient) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push(member);
    }
}

impl Signal for StaffWanted {}

/// The members of the staff with one of these roles, to write to.
pub async fn with_roles(cx: &Cx, tx: &Tx, roles: &'static [Role]) -> Result<Vec<Recipient>, Fault> {
    let wanted = StaffWanted { roles, found: Arc::default() };
    cx.raise(tx, wanted.clone()).await?;
    let found = std::mem::take(&mut *wanted.found.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(found)
}
