//! What the vendor's own provider vouched for in a session (ALL-8): what it calls the session, by which it can end it, and the ID token, by
//! which a sign-out goes on there. Sealed with the session, and found by a keyed hash.

use crate::tables::staff_session::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_federation::StaffClaims;
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

const SEALED: &str = "staff_session.vouched_sealed";
const LOOKUP: &str = "staff.provider_session";

/// What is sealed.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Vouched {
    /// The provider.
    issuer: String,
    /// What it calls the session, if it says so.
    session: Option<String>,
    /// The ID token.
    hint: Option<String>,
}

impl Vouched {
    /// What these claims vouch for.
    pub(crate) fn of(claims: &StaffClaims) -> Self {
        Self {
            issuer: claims.issuer.clone(),
            session: claims.session.clone(),
            hint: claims.hint.as_ref().map(|hint| hint.expose().clone()),
        }
    }

    /// For the session's row.
    pub(super) fn seal(&self, cx: &Cx, key: &SubjectKey, session: Uuid) -> Result<Vec<u8>, Fault> {
        key.seal(cx.app.random.as_ref(), SEALED, session, &serde_json::to_vec(self)?)
    }

    /// For the session's row.
    pub(super) fn lookup(&self, cx: &Cx) -> Option<Vec<u8>> {
        let session = self.session.as_deref()?;
        Some(cx.app.keys.lookup(LOOKUP, text(&self.issuer, session).as_bytes()).to_vec())
    }

    /// The ID token.
    pub(crate) fn hint(&self) -> Option<Secret<String>> {
        self.hint.clone().map(Secret::new)
    }
}

fn text(issuer: &str, session: &str) -> String {
    format!("{issuer}\n{session}")
}

/// What the provider vouched for in a session; `None` where the member came by their own means.
pub(crate) async fn vouched<C: ConnectionTrait>(cx: &Cx, conn: &C, session: &Model) -> Result<Option<Vouched>, Fault> {
    let Some(sealed) = session.vouched_sealed.as_deref() else { return Ok(None) };
    let key = subject::key(cx, conn, session.staff_id).await?;
    Ok(Some(serde_json::from_slice(&key.open(SEALED, session.id, sealed)?)?))
}

/// The sessions that the provider calls so, half-finished ones too; several browsers may share one there.
pub(crate) async fn of_provider(cx: &Cx, tx: &Tx, issuer: &str, session: &str) -> Result<Vec<Model>, Fault> {
    let hashes = cx.app.keys.accepted(LOOKUP, text(issuer, session).as_bytes());
    Ok(Entity::find().filter(Column::VouchedLookup.is_in(hashes)).all(&**tx).await?)
}

/// Ends a member's sessions that the provider vouched for; answers how many.
pub(crate) async fn end_all(tx: &Tx, member: Uuid) -> Result<u64, Fault> {
    let own = Entity::delete_many().filter(Column::StaffId.eq(member)).filter(Column::VouchedSealed.is_not_null());
    Ok(own.exec(&**tx).await?.rows_affected)
}
