//! What gives rights, under seal (PRI-13, ALL-8): a member's roles, access, password, second factor and
//! identity at the vendor's own provider; an API key's scopes and life. Each row holds a statement of its own values that only
//! the program can make, bound to the row, with a number that goes up. Whoever changes the row past the program, as an edited backup does, gives nobody anything: the row is
//! refused at every use, the log has an error, and `gatehouse doctor` names it.
//!
//! A statement of earlier could be put back together with its row. Therefore each node remembers the highest number that
//! it saw, and the audit log holds it with each change; an older one is refused. The log is believed as far as it is proven: a
//! member whose newest line was edited, or who has none, does not sign in. Left is the newest line that was taken away:
//! nobody but `gatehouse audit verify` and `doctor` misses it.

mod adoption;
mod checkup;
mod memory;

pub use adoption::{LINES, SEALED};
pub(crate) use adoption::{seal_old, state_in_log};
pub use checkup::refused;
pub(crate) use memory::Memory;
use memory::alarm;

use crate::events;
use crate::tables::{api_key, staff};
use gatehouse_context::audit::table as audit;
use gatehouse_context::audit_keep::{KEY_REVOKED, MEMBER_RIGHTS};
use gatehouse_context::audit_proof::newest_proven;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::{Keys, SubjectKey};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QuerySelect as _, Set};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

const STAFF: &str = "staff.rights_sealed";
const API_KEY: &str = "api_key.rights_sealed";
/// The member of an audit line's details with the statement's number.
pub(crate) const NUMBER: &str = "statement";

/// How far a member's second factor is. What waits to be confirmed is no state of its own: it opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Factor {
    /// They never had one.
    None,
    /// An authenticator app is connected.
    Set,
    /// They had one, and an administrator reset it: they may connect another.
    Reset,
}

/// What the statement says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    number: i64,
    roles: String,
    disabled_at: Option<Moment>,
    factor: Factor,
    /// SHA-256 of the sealed column: another password is another text there.
    password: Option<[u8; 32]>,
    secret: Option<[u8; 32]>,
    /// The same of who they are at the vendor's own provider; statements of earlier say nothing of it.
    #[serde(default)]
    identity: Option<[u8; 32]>,
}

fn digest(sealed: Option<&Vec<u8>>) -> Option<[u8; 32]> {
    sealed.map(|sealed| Sha256::digest(sealed).into())
}

impl Grant {
    fn of(row: &staff::Model, number: i64, factor: Factor) -> Self {
        Self {
            number,
            roles: row.roles.clone(),
            disabled_at: row.disabled_at,
            factor,
            password: digest(row.password_sealed.as_ref()),
            secret: digest(row.totp_secret_sealed.as_ref()),
            identity: digest(row.identity_sealed.as_ref()),
        }
    }

    /// Whether they may connect an authenticator app: they have none, and never had one that nobody reset.
    pub(crate) const fn may_set_up(&self) -> bool {
        matches!(self.factor, Factor::None | Factor::Reset)
    }

    /// Whether an administrator took their second factor away: only an administrator's code lets them connect another.
    pub(crate) const fn was_reset(&self) -> bool {
        matches!(self.factor, Factor::Reset)
    }

    fn seal(&self, cx: &Cx, key: &SubjectKey, member: Uuid) -> Result<Vec<u8>, Fault> {
        key.seal(cx.app.random.as_ref(), STAFF, member, &serde_json::to_vec(self)?)
    }
}

/// Reads a member's statement and holds the row against it; `None` when it is missing, does not open, or says otherwise.
pub(crate) fn read(key: &SubjectKey, row: &staff::Model) -> Option<Grant> {
    let plain = key.open(STAFF, row.id, row.rights_sealed.as_ref()?).ok()?;
    let grant: Grant = serde_json::from_slice(&plain).ok()?;
    let is_consistent = row.totp_secret_sealed.is_some() == (grant.factor == Factor::Set);
    (is_consistent && grant == Grant::of(row, grant.number, grant.factor)).then_some(grant)
}

/// What the row's statement says, where the row agrees with it. Looks at this row only.
pub(crate) async fn of_row<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &staff::Model) -> Result<Option<Grant>, Fault> {
    // A member whose key is gone has no statement that opens.
    let Some(key) = subject::keys(cx, conn, &[row.id]).await?.remove(&row.id) else { return Ok(None) };
    Ok(read(&key, row))
}

/// The same for a row as it is used outside a transaction: refuses a statement of earlier too, and raises the alarm.
pub(crate) async fn in_use(cx: &Cx, row: &staff::Model) -> Result<Option<Grant>, Fault> {
    let memory = cx.service::<Arc<Memory>>()?;
    if let Some(grant) = of_row(cx, cx.read(), row).await? {
        if memory.is_newest(row.id, grant.number) {
            return Ok(Some(grant));
        }
        // The row may have been read a moment before a change that another request saw already.
        if let Some(now) = staff::Entity::find_by_id(row.id).one(cx.read()).await?
            && let Some(grant) = of_row(cx, cx.read(), &now).await?
            && memory.is_newest(row.id, grant.number)
        {
            return Ok((now == *row).then_some(grant));
        }
    }
    alarm(cx, events::REFUSED_ROW, row.id).await?;
    Ok(None)
}

/// As [`in_use`], and holds the number against the audit log as well: for the beginning of a session.
pub(crate) async fn at_sign_in(cx: &Cx, row: &staff::Model) -> Result<Option<Grant>, Fault> {
    let Some(grant) = in_use(cx, row).await? else { return Ok(None) };
    let newest = audited(cx.read(), &cx.app.keys, row.id).await?;
    if newest.is_none_or(|newest| grant.number < newest) {
        alarm(cx, events::REFUSED_ROW, row.id).await?;
        return Ok(None);
    }
    Ok(Some(grant))
}

/// Kinds of the lines that say which rights a member got. The log keeps each of them for good, by its name or by how it begins.
fn rights_lines() -> Vec<&'static str> {
    let stated =
        [events::RIGHTS_STATED, events::SSO_JOINED, events::SSO_ROLES, events::SSO_CONNECTED, events::SSO_DISCONNECTED];
    MEMBER_RIGHTS.into_iter().chain(stated.map(|event| event.word)).collect()
}

/// The number that the audit log holds for a member: 0 in a line from before there were statements, `None` where the log has
/// no line of their rights, or not as Gatehouse wrote it.
async fn audited<C: ConnectionTrait>(conn: &C, keys: &Keys, member: Uuid) -> Result<Option<i64>, Fault> {
    let line = newest_proven(conn, keys, member, &rights_lines()).await?;
    Ok(line.map(|line| number_in(line.details.as_deref())))
}

/// The statement's number in the details of an audit line; 0 where they have none.
fn number_in(details: Option<&str>) -> i64 {
    let details: serde_json::Value = details.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    details.get(NUMBER).and_then(serde_json::Value::as_i64).unwrap_or(0)
}

/// The statement of a new member.
pub(crate) fn first(cx: &Cx, key: &SubjectKey, row: &staff::Model) -> Result<Vec<u8>, Fault> {
    let factor = if row.totp_secret_sealed.is_some() { Factor::Set } else { Factor::None };
    Grant::of(row, 1, factor).seal(cx, key, row.id)
}

/// Adds the new statement to a change of a member's row, where it changes what gives rights; answers its number. The row
/// must agree with its statement before: a change never takes over what somebody else wrote.
pub(crate) async fn restate<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    member: &staff::Model,
    mut change: staff::ActiveModel,
) -> Result<(staff::ActiveModel, i64), Fault> {
    let key = subject::key(cx, conn, member.id).await?;
    let before = read(&key, member)
        .ok_or_else(|| Fault::new(format!("staff member {}: the row was changed past Gatehouse", member.id)))?;
    let (mut after, mut factor) = (member.clone(), before.factor);
    if let Set(roles) = &change.roles {
        after.roles.clone_from(roles);
    }
    if let Set(at) = &change.disabled_at {
        after.disabled_at = *at;
    }
    if let Set(sealed) = &change.password_sealed {
        after.password_sealed.clone_from(sealed);
    }
    if let Set(sealed) = &change.totp_secret_sealed {
        factor = match (sealed, before.factor) {
            (Some(_), _) => Factor::Set,
            (None, Factor::None) => Factor::None,
            (None, _) => Factor::Reset,
        };
        after.totp_secret_sealed.clone_from(sealed);
    }
    if let Set(sealed) = &change.identity_sealed {
        after.identity_sealed.clone_from(sealed);
    }
    let grant = Grant::of(&after, before.number, factor);
    if grant == before {
        return Ok((change, before.number));
    }
    let grant = Grant { number: before.number + 1, ..grant };
    change.rights_sealed = Set(Some(grant.seal(cx, &key, member.id)?));
    Ok((change, grant.number))
}

/// Remembers the number of a new statement once it is committed.
pub(crate) fn note(cx: &Cx, tx: &Tx, member: Uuid, number: i64) -> Result<(), Fault> {
    let memory = Arc::clone(cx.service::<Arc<Memory>>()?);
    tx.after_commit(move || {
        memory.is_newest(member, number);
    });
    Ok(())
}

/// Takes a member's row over as an operator states it now, whatever it said: without password and second factor.
pub(crate) async fn state_anew<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    member: &staff::Model,
    roles: &str,
) -> Result<(staff::ActiveModel, i64), Fault> {
    let key = subject::key(cx, conn, member.id).await?;
    let before = member.rights_sealed.as_ref().and_then(|sealed| key.open(STAFF, member.id, sealed).ok());
    let before: Option<Grant> = before.and_then(|plain| serde_json::from_slice(&plain).ok());
    let newest = audited(conn, &cx.app.keys, member.id).await?.unwrap_or(0);
    let number = before.map_or(0, |grant| grant.number).max(newest) + 1;
    let number = number.max(cx.service::<Arc<Memory>>()?.highest(member.id) + 1);
    let grant = Grant {
        number,
        roles: roles.to_owned(),
        disabled_at: None,
        factor: Factor::Reset,
        password: None,
        secret: None,
        identity: None,
    };
    let change = staff::ActiveModel {
        roles: Set(grant.roles.clone()),
        disabled_at: Set(None),
        password_sealed: Set(None),
        totp_secret_sealed: Set(None),
        totp_pending_sealed: Set(None),
        totp_last_step: Set(0),
        identity_sealed: Set(None),
        rights_sealed: Set(Some(grant.seal(cx, &key, member.id)?)),
        ..Default::default()
    };
    Ok((change, number))
}

/// What an API key's statement says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeyGrant {
    key: [u8; 32],
    scopes: String,
    expires_at: Option<Moment>,
    created_by: Option<Uuid>,
}

impl KeyGrant {
    fn of(row: &api_key::Model) -> Self {
        Self {
            key: Sha256::digest(&row.key_hash).into(),
            scopes: row.scopes.clone(),
            expires_at: row.expires_at,
            created_by: row.created_by,
        }
    }
}

/// The statement of an API key.
pub(crate) async fn of_key<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &api_key::Model) -> Result<Vec<u8>, Fault> {
    let key = subject::key(cx, conn, subject::INSTALLATION).await?;
    key.seal(cx.app.random.as_ref(), API_KEY, row.id, &serde_json::to_vec(&KeyGrant::of(row))?)
}

fn is_stated(key: &SubjectKey, row: &api_key::Model) -> bool {
    let plain = row.rights_sealed.as_ref().and_then(|sealed| key.open(API_KEY, row.id, sealed).ok());
    let stated: Option<KeyGrant> = plain.and_then(|plain| serde_json::from_slice(&plain).ok());
    stated.is_some_and(|stated| stated == KeyGrant::of(row))
}

/// Whether an API key that is said to work does: its row agrees with its statement, and nobody ever revoked it.
pub(crate) async fn holds(cx: &Cx, row: &api_key::Model) -> Result<bool, Fault> {
    let key = subject::keys(cx, cx.read(), &[subject::INSTALLATION]).await?.remove(&subject::INSTALLATION);
    if key.is_some_and(|key| is_stated(&key, row)) && !was_revoked(cx.read(), row.id).await? {
        return Ok(true);
    }
    alarm(cx, events::API_KEY_REFUSED_ROW, row.id).await?;
    Ok(false)
}

/// The log keeps what was taken out of the row. A line that nobody proves takes a key its rights as well: it gives none.
async fn was_revoked<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<bool, Fault> {
    use audit::{Column, Entity};
    let line = Entity::find().filter(Column::SubjectId.eq(id)).filter(Column::Kind.eq(KEY_REVOKED));
    Ok(line.select_only().column(Column::Id).into_tuple::<Uuid>().one(conn).await?.is_some())
}
