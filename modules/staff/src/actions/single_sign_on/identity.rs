//! Who a member is at the vendor's own provider. Issuer and subject are sealed in their row, and part of the statement of their rights: a
//! look-up that somebody wrote past the program finds a row that says otherwise, and opens nothing.

use crate::actions::save;
use crate::tables::{staff, staff_identity};
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Tx, Unique};
use gatehouse_federation::StaffClaims;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Set};
use serde::{Deserialize, Serialize};
use staff_identity::{ActiveModel, Column, Entity};

const SEALED: &str = "staff.identity_sealed";
/// The domain of the keyed hashes.
const LOOKUP: &str = "staff.provider_subject";
const TAKEN: Unique = Unique { name: "staff_identity_subject", columns: "staff_identity.subject_lookup" };

/// Who somebody is there.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Identity {
    issuer: String,
    subject: String,
}

impl Identity {
    pub(super) fn new(issuer: &str, subject: &str) -> Self {
        Self { issuer: issuer.to_owned(), subject: subject.to_owned() }
    }

    pub(super) fn of(claims: &StaffClaims) -> Self {
        Self::new(&claims.issuer, &claims.subject)
    }

    /// As it is hashed. No issuer has a line break.
    fn text(&self) -> String {
        format!("{}\n{}", self.issuer, self.subject)
    }

    /// For the row of a member who is made.
    pub(super) fn seal(&self, cx: &Cx, key: &gatehouse_seal::SubjectKey, member: Uuid) -> Result<Vec<u8>, Fault> {
        key.seal(cx.app.random.as_ref(), SEALED, member, &serde_json::to_vec(self)?)
    }
}

/// Whether a member's row says that this is them.
pub(super) async fn is_theirs<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    member: &staff::Model,
    identity: &Identity,
) -> Result<bool, Fault> {
    let Some(sealed) = member.identity_sealed.as_deref() else { return Ok(false) };
    let Some(key) = subject::keys(cx, conn, &[member.id]).await?.remove(&member.id) else { return Ok(false) };
    let Ok(plain) = key.open(SEALED, member.id, sealed) else { return Ok(false) };
    Ok(serde_json::from_slice::<Identity>(&plain).is_ok_and(|stored| stored == *identity))
}

/// The member who is this.
pub(super) async fn find<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    identity: &Identity,
) -> Result<Option<staff::Model>, Fault> {
    let hashes = cx.app.keys.accepted(LOOKUP, identity.text().as_bytes());
    let found = Entity::find().filter(Column::SubjectLookup.is_in(hashes)).one(conn).await?;
    let Some(found) = found else { return Ok(None) };
    let Some(member) = staff::Entity::find_by_id(found.staff_id).one(conn).await? else { return Ok(None) };
    if is_theirs(cx, conn, &member, identity).await? {
        return Ok(Some(member));
    }
    tracing::error!(member = %member.id, "an identity was pointed at this member past Gatehouse, and is refused");
    Ok(None)
}

/// Writes down that it was used now. Under whichever pepper it lies, it lies under the one in use afterwards.
pub(super) async fn used(cx: &Cx, tx: &Tx, member: Uuid, identity: &Identity) -> Result<(), Fault> {
    let version = peppers::writing(cx, tx, LOOKUP).await?;
    let lookup = cx.app.keys.lookup_under(version, LOOKUP, identity.text().as_bytes())?;
    Entity::update_many()
        .col_expr(Column::SubjectLookup, Expr::value(lookup.to_vec()))
        .col_expr(Column::PepperVersion, Expr::value(version))
        .col_expr(Column::UsedAt, Expr::value(Some(cx.now())))
        .filter(Column::StaffId.eq(member))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Lets a member be found; `false` where the identity is somebody else's, or they have another one. The row is written by [`tie`], or by who
/// makes the member.
pub(super) async fn index(
    cx: &Cx,
    tx: &Tx,
    member: Uuid,
    identity: &Identity,
    used_at: Option<Moment>,
) -> Result<bool, Fault> {
    let version = peppers::writing(cx, tx, LOOKUP).await?;
    let hashes = cx.app.keys.accepted(LOOKUP, identity.text().as_bytes());
    if Entity::find().filter(Column::SubjectLookup.is_in(hashes)).one(&**tx).await?.is_some() {
        return Ok(false);
    }
    let row = ActiveModel {
        staff_id: Set(member),
        subject_lookup: Set(cx.app.keys.lookup_under(version, LOOKUP, identity.text().as_bytes())?.to_vec()),
        pepper_version: Set(version),
        connected_at: Set(cx.now()),
        used_at: Set(used_at),
    };
    match Entity::insert(row).exec_without_returning(&**tx).await {
        Ok(_) => Ok(true),
        // Somebody was faster; nothing more is done in this transaction.
        Err(error) if TAKEN.violated_by(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Ties a member, who is held, to an identity, and states it; answers the statement's number, `None` where the identity is taken.
pub(super) async fn tie(cx: &Cx, tx: &Tx, member: &staff::Model, identity: &Identity) -> Result<Option<i64>, Fault> {
    if !index(cx, tx, member.id, identity, None).await? {
        return Ok(None);
    }
    let key = subject::key(cx, &**tx, member.id).await?;
    let sealed = identity.seal(cx, &key, member.id)?;
    let change = staff::ActiveModel { identity_sealed: Set(Some(sealed)), ..Default::default() };
    save(cx, tx, member, change).await.map(Some)
}

/// Nobody finds the member by the provider any more.
pub(crate) async fn forget(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    Entity::delete_by_id(member).exec(&**tx).await?;
    Ok(())
}
