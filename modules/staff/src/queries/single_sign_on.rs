//! Who comes by the vendor's own provider, and by what a member can prove who they are (ALL-8).

use crate::model::single_sign_on::{SingleSignOn, has_own_means};
use crate::rights::{Administer, member};
use crate::tables::staff::{Column, Entity};
use crate::tables::staff_session;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Role, Uuid};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

/// How a team comes in.
pub struct Counted {
    /// Members who come by the provider.
    pub by_provider: u64,
    /// Administrators who can sign in without it.
    pub kept: usize,
}

/// How the team comes in.
pub async fn counted(cx: &May<Administer>) -> Result<Counted, Fault> {
    let by_provider = Entity::find().filter(Column::IdentitySealed.is_not_null()).count(cx.read()).await?;
    Ok(Counted { by_provider, kept: by_own_means(cx.read()).await? })
}

/// How many administrators can sign in with a password and an authenticator app; also for `gatehouse doctor`.
pub async fn by_own_means<C: ConnectionTrait>(conn: &C) -> Result<usize, Fault> {
    let administrators = Entity::find().filter(Column::Roles.contains(Role::Administrator.word()));
    Ok(administrators.all(conn).await?.iter().filter(|row| has_own_means(row)).count())
}

/// By what a member proves again who they are.
pub struct Proofs {
    /// At the vendor's own provider, which vouched for the session.
    pub by_provider: bool,
    /// By a code of their own.
    pub by_code: bool,
    /// By their password.
    pub by_password: bool,
}

/// By what the member who asks proves it in this session. `only_factor`: a factor is due.
pub async fn proofs(cx: &Cx, session: Uuid, only_factor: bool) -> Result<Proofs, Fault> {
    let usual = Proofs { by_provider: false, by_code: true, by_password: !only_factor };
    let (Some(sso), Ok(me)) = (SingleSignOn::of(cx), member(cx)) else { return Ok(usual) };
    let row = staff_session::Entity::find_by_id(session).filter(staff_session::Column::StaffId.eq(me));
    let is_vouched = row.one(cx.read()).await?.is_some_and(|row| row.vouched_sealed.is_some());
    if !is_vouched {
        return Ok(usual);
    }
    let own = Entity::find_by_id(me).one(cx.read()).await?;
    Ok(Proofs {
        by_provider: !only_factor || sso.provider.counts_factors(),
        by_code: own.is_some_and(|own| own.totp_secret_sealed.is_some()),
        by_password: false,
    })
}
