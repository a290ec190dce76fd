//! A turn of the pepper (PRI-13): the mailboxes of trials are moved by the addresses beside them. What says that a mailbox or a device had a
//! trial has nothing beside it, and stays findable as long as its pepper is known: dropped with it, such a mark is forgotten early.

use crate::model::mailbox::{DEVICE, MAILBOX, TAKEN, mailbox};
use gatehouse_context::App;
use gatehouse_context::peppers::{Lasting, move_all, switch};
use gatehouse_core::Fault;
use std::sync::Arc;

const LASTING: Lasting = Lasting { name: MAILBOX, table: "trial", subject: "id", sealed: "email_sealed" };

/// Moves them; answers how many.
pub(crate) async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    for name in [TAKEN, DEVICE] {
        switch(app, name, to).await?;
    }
    move_all(app, to, LASTING, |keys, email| {
        Ok(vec![("mailbox_lookup", keys.lookup_under(to, MAILBOX, mailbox(email).as_bytes())?)])
    })
    .await
}
