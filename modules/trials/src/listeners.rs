//! What trials hear of (LIC-22): devices that activate one, purchases, and accounts that begin and end.

use crate::actions::come_to::come_to;
use crate::actions::erase::remove;
use crate::actions::note_activated::{had_trial, note_activated};
use crate::actions::note_bought::note_bought;
use crate::model::mailbox::{MAILBOX, mailbox};
use crate::tables::trial::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_accounts::signals::{AccountConfirmed, AccountDeleted, AccountsImported};
use gatehouse_context::{Answers, Cx, Listener};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_licenses::signals::{HadTrial, LicenseBought, TrialActivates};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Hears of devices that activate a trial, and knows those that had one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Devices;

#[async_trait]
impl Listener<TrialActivates> for Devices {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &TrialActivates) -> Result<(), Fault> {
        note_activated(cx, tx, signal).await
    }
}

#[async_trait]
impl Answers<HadTrial> for Devices {
    async fn answer(&self, cx: &Cx, tx: &Tx, asked: &HadTrial) -> Result<bool, Fault> {
        had_trial(cx, tx, asked).await
    }
}

/// Hears of purchases.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Purchases;

#[async_trait]
impl Listener<LicenseBought> for Purchases {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &LicenseBought) -> Result<(), Fault> {
        note_bought(cx, tx, signal).await
    }
}

/// Hears of accounts. With their beginning, trials that were asked for with their address come into them; with their end, their trials go,
/// and those that were asked for with their address before they signed in (ACC-17).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FollowAccounts;

#[async_trait]
impl Listener<AccountConfirmed> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountConfirmed) -> Result<(), Fault> {
        let Some(email) = signal.address(cx, tx).await? else { return Ok(()) };
        let came = come_to(cx, tx, &[(signal.account, email)]).await?;
        if came > 0 {
            signal.news.add(crate::texts(cx.lang).msg_came(i64::try_from(came).unwrap_or(i64::MAX)));
        }
        Ok(())
    }
}

#[async_trait]
impl Listener<AccountsImported> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountsImported) -> Result<(), Fault> {
        come_to(cx, tx, &signal.people).await?;
        Ok(())
    }
}

#[async_trait]
impl Listener<AccountDeleted> for FollowAccounts {
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &AccountDeleted) -> Result<(), Fault> {
        let mut theirs = Condition::any().add(Column::AccountId.eq(signal.account));
        if let Some(email) = contacts::proven(cx, &**tx, signal.account).await? {
            let lookups = cx.app.keys.accepted(MAILBOX, mailbox(&email).as_bytes());
            theirs = theirs.add(Column::MailboxLookup.is_in(lookups));
        }
        let found: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(theirs)
            .order_by_asc(Column::Id)
            .lock_exclusive()
            .into_tuple()
            .all(&**tx)
            .await?;
        // A few at the most: each is a form that somebody filled in.
        for trial in found {
            remove(cx, tx, trial).await?;
        }
        Ok(())
    }
}
