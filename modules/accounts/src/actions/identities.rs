//! What attaching an account elsewhere is, however it came to it (ACC-8).

use super::locked;
use crate::model::identity::{Identity, MOST};
use crate::queries::identities::{SHOWN, SUBJECT, by_subject, label, of_account, written};
use crate::queries::{contacts, factors};
use crate::refusals::{NotTheOwner, ServiceRefusal};
use crate::tables::account;
use crate::tables::account_identity::{ActiveModel, Column, Entity};
use crate::{events, mails, sessions};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::{Tx, Unique};
use gatehouse_guard::{Budget, Limit};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Ways to a service, its answers and the forms that follow, from one network: 40 at once, then one each 10 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.service", burst: 40, seconds_each: 10 });

const SUBJECT_INDEX: Unique = Unique { name: "account_identity_subject", columns: "account_identity.subject_lookup" };

/// Attaches it to an account whose row is held, and tells the owner, unless the account is made with it. One that is attached there
/// already stays; one of somebody else is refused.
pub(super) async fn attach(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    identity: &Identity,
    tells: bool,
) -> Outcome<(), ServiceRefusal> {
    let (lookup, version) = written(cx, tx, identity).await?;
    if let Some(found) = by_subject(cx, &**tx, identity).await? {
        return if found.account_id == row.id { Ok(()) } else { Err(refuse(ServiceRefusal::Taken)) };
    }
    if of_account(&**tx, row.id).await?.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
        return Err(refuse(ServiceRefusal::TooMany));
    }
    let key = subject::key(cx, &**tx, row.id).await?;
    let random = cx.app.random.as_ref();
    let id = cx.id();
    let shown = identity.address().map(|email| key.seal(random, SHOWN, id, email.written().as_bytes())).transpose()?;
    let new = ActiveModel {
        id: Set(id),
        account_id: Set(row.id),
        provider: Set(identity.provider.clone()),
        subject_lookup: Set(lookup),
        pepper_version: Set(version),
        subject_sealed: Set(key.seal(random, SUBJECT, id, identity.text().as_bytes())?),
        shown_sealed: Set(shown),
        created_at: Set(cx.now()),
        used_at: Set(cx.now()),
    };
    match Entity::insert(new).exec_without_returning(&**tx).await {
        // Somebody else attached it at this very moment; the transaction is not committed.
        Err(error) if SUBJECT_INDEX.violated_by(&error) => return Err(refuse(ServiceRefusal::Taken)),
        stored => stored?,
    };
    let name = label(cx, &identity.provider);
    if tells {
        mails::service_attached::queue(cx, tx, &contacts::recipient(cx, tx, row).await?, &name).await?;
    }
    let details = serde_json::json!({ "service": name });
    cx.audit(tx, events::SERVICE_ATTACHED.about(row.id).of_account(row.id).with(details)).await?;
    Ok(())
}

/// Refuses what is not given with a factor where the account has one: there a service is set up in the account's settings (ACC-8). Whoever
/// has only the password, or only the mailbox, adds no further way in.
pub(super) async fn without_two_step(tx: &Tx, account: Uuid) -> Outcome<(), ServiceRefusal> {
    if factors::has_any(&**tx, account).await? { Err(refuse(ServiceRefusal::TwoStep)) } else { Ok(()) }
}

/// Detaches what was attached at this moment or later: whoever did that is out (ACC-14).
pub(super) async fn detach_since(cx: &Cx, tx: &Tx, account: Uuid, since: Moment) -> Result<(), Fault> {
    let mut later = of_account(&**tx, account).await?;
    later.retain(|one| one.created_at >= since);
    if later.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::Id.is_in(later.iter().map(|one| one.id))).exec(&**tx).await?;
    let names: Vec<String> = later.iter().map(|one| label(cx, &one.provider)).collect();
    let details = serde_json::json!({ "service": names.join(", ") });
    cx.audit(tx, events::SERVICE_DETACHED.about(account).of_account(account).with(details)).await
}

/// The account's row, held, of somebody who has proven in this session who they are; with two-step verification by a factor.
pub(super) async fn held_by_owner(
    cx: &Cx,
    tx: &Tx,
    session: Uuid,
    account: Uuid,
) -> Outcome<account::Model, ServiceRefusal> {
    let row = locked(tx, account).await?.ok_or(NotTheOwner).or_refuse()?;
    let is_proven = sessions::is_elevated(cx, &**tx, session, account).await?;
    if !is_proven || sessions::is_factor_due(cx, &**tx, session, account).await? {
        return Err(refuse(ServiceRefusal::ProofDue));
    }
    Ok(row)
}
