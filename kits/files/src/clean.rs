//! What may be opened. A file that somebody sent is [`Clean`] when the scanner found nothing in it; one that it cannot look into is when a
//! member of the staff says so, and the audit log with them (SUP-5): for themselves ([`Clean::by_exception`]), or of what they send to a
//! customer ([`vouch`]).

use crate::events::{OPENED_UNSCANNED, VOUCHED};
use crate::read::StoredFile;
use crate::tables::file::{Column, DELETING, Entity, ScanState};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::ops::Deref;

/// A thing whose content may be given out. There is no other way to make one than those of this file.
#[derive(Clone, Debug)]
pub struct Clean<T>(T);

impl<T> Deref for Clean<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Why a file is not opened.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum OpenRefusal {
    /// The scanner found something in it.
    #[refusal(403, "file.infected", file_infected)]
    Infected,
    /// It was not confirmed.
    #[refusal(422, "file.not_confirmed", file_not_confirmed, field = "confirm")]
    NotConfirmed,
}

impl Clean<StoredFile> {
    /// A file that was made here, or is known to be clean.
    pub(crate) fn of(file: StoredFile) -> Option<Self> {
        file.is_open().then_some(Self(file))
    }

    /// What an action has just made of bytes that it took in itself.
    pub(crate) const fn of_own(file: StoredFile) -> Self {
        Self(file)
    }

    /// What a link says that was made for a clean file, or by [`Clean::by_exception`].
    pub(crate) const fn by_link(file: StoredFile) -> Self {
        Self(file)
    }

    /// By exception, for a file that is not known to be clean: a member of the staff has confirmed that they want it as it is. The
    /// caller has checked their right to see it, and commits before the first byte. An infected file is opened by nobody.
    pub async fn by_exception(cx: &Cx, tx: &Tx, file: StoredFile, is_confirmed: bool) -> Outcome<Self, OpenRefusal> {
        if !matches!(cx.actor, Actor::Staff(_)) {
            return Err(Fault::new("only staff open what was not scanned").into());
        }
        match file.scan {
            ScanState::Infected => return Err(refuse(OpenRefusal::Infected)),
            _ if file.is_open() => return Ok(Self(file)),
            _ => {}
        }
        if !is_confirmed {
            return Err(refuse(OpenRefusal::NotConfirmed));
        }
        let line = OPENED_UNSCANNED.about(file.id).with(serde_json::json!({ "scan": file.scan.word() }));
        cx.audit(tx, line).await?;
        Ok(Self(file))
    }
}

/// A member of the staff vouches for a file that was not found clean, because they send it themselves: whoever it is for opens it from then on, and
/// no longer where a scanner finds something in it. The caller has checked that it is theirs to send. `false`: it needs nobody's word, or
/// is gone. An infected file is sent by nobody.
pub async fn vouch(cx: &Cx, tx: &Tx, file: Uuid, is_confirmed: bool) -> Outcome<bool, OpenRefusal> {
    let Actor::Staff(member) = &cx.actor else {
        return Err(Fault::new("only staff vouch for a file").into());
    };
    let found = Entity::find_by_id(file).filter(Column::State.ne(DELETING)).lock_exclusive().one(&**tx).await?;
    let Some(row) = found else { return Ok(false) };
    match row.scan {
        ScanState::Own | ScanState::Clean => return Ok(false),
        ScanState::Infected => return Err(refuse(OpenRefusal::Infected)),
        ScanState::Quarantined | ScanState::NotScannable => {}
    }
    if row.vouched_at.is_some() {
        return Ok(false);
    }
    if !is_confirmed {
        return Err(refuse(OpenRefusal::NotConfirmed));
    }
    Entity::update_many()
        .col_expr(Column::VouchedBy, Expr::value(Some(member.id)))
        .col_expr(Column::VouchedAt, Expr::value(Some(cx.now())))
        .filter(Column::Id.eq(file))
        .exec(&**tx)
        .await?;
    cx.audit(tx, VOUCHED.about(file).with(serde_json::json!({ "scan": row.scan.word() }))).await?;
    Ok(true)
}
