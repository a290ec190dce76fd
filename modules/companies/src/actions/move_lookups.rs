//! A turn of the pepper (PRI-13): addresses of invitations and registrations are moved by what is sealed beside them. The keyed hash of a
//! former member's address has nothing beside it: new ones are written under the new pepper, and old ones are found as long as theirs is
//! known.

use crate::queries::former::FORMER;
use crate::queries::provider::SUBJECT;
use crate::queries::scim::TOKEN;
use gatehouse_context::App;
use gatehouse_context::peppers::{Lasting, move_all, switch};
use gatehouse_core::Fault;
use std::sync::Arc;

pub use crate::queries::invitations::INVITED;
pub use crate::queries::registrations::REGISTERED;

const LASTING: [Lasting; 2] = [
    Lasting { name: INVITED, table: "invitation", subject: "id", sealed: "address_sealed" },
    Lasting { name: REGISTERED, table: "company_registration", subject: "id", sealed: "address_sealed" },
];

/// Moves them; answers how many.
pub(crate) async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    // What people and directories bring themselves is moved by its next use.
    for name in [FORMER, SUBJECT, TOKEN] {
        switch(app, name, to).await?;
    }
    let mut moved = 0;
    for lasting in LASTING {
        moved += move_all(app, to, lasting, |keys, address| {
            let normalized = gatehouse_address::normalized(address);
            Ok(vec![("address_lookup", keys.lookup_under(to, lasting.name, normalized.as_bytes())?)])
        })
        .await?;
    }
    Ok(moved)
}
