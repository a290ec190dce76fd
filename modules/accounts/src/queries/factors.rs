//! What stands beside the password of an account (ACC-9).

use crate::model::{FactorKind, factor};
use crate::tables::{account_factor, account_recovery_code, factor_removal};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_messages::number::ending;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Where a factor's name is sealed.
pub const NAME: &str = "account_factor.name_sealed";
/// Where what only it and we know is sealed.
pub const SECRET: &str = "account_factor.secret_sealed";

/// A factor, as its owner sees it.
#[derive(Clone)]
pub struct Shown {
    pub id: Uuid,
    pub kind: FactorKind,
    pub name: String,
    /// Of a phone, the last two digits of its number.
    pub ending: Option<String>,
    pub added: Moment,
    pub used: Option<Moment>,
}

/// All of it.
#[derive(Clone)]
pub struct TwoStep {
    /// Oldest first; none: it is off.
    pub factors: Vec<Shown>,
    /// Recovery codes that are not used.
    pub codes_left: u32,
    /// When the factors will be removed, if that was asked for.
    pub removal: Option<Moment>,
}

/// Whether a sign-in needs a second step.
pub async fn has_any<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool, Fault> {
    use account_factor::{Column, Entity};
    Ok(Entity::find().filter(Column::AccountId.eq(account)).one(conn).await?.is_some())
}

/// The factors of an account, oldest first.
pub async fn rows<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Vec<account_factor::Model>, Fault> {
    use account_factor::{Column, Entity};
    let own = Entity::find().filter(Column::AccountId.eq(account));
    Ok(own.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?)
}

/// Recovery codes that are not used.
pub async fn codes_left<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<u32, Fault> {
    use account_recovery_code::{Column, Entity};
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::UsedAt.is_null());
    Ok(u32::try_from(own.count(conn).await?).unwrap_or(u32::MAX))
}

/// The removal that waits, if one does.
pub async fn removal<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<factor_removal::Model>, Fault> {
    use factor_removal::{Column, Entity};
    Ok(Entity::find().filter(Column::AccountId.eq(account)).one(conn).await?)
}

/// When a removal comes: a day after the last of its notices.
pub const fn due(removal: &factor_removal::Model) -> Moment {
    removal.told_at.plus((factor::NOTICES + 1 - removal.told) * factor::BETWEEN)
}

/// What the owner sees.
pub async fn two_step(cx: &Cx, account: Uuid) -> Result<TwoStep, Fault> {
    let rows = rows(cx.read(), account).await?;
    if rows.is_empty() {
        return Ok(TwoStep { factors: Vec::new(), codes_left: 0, removal: None });
    }
    let key = subject::key(cx, cx.read(), account).await?;
    let shown = |row: account_factor::Model| {
        let name = key.open_text(NAME, row.id, &row.name_sealed)?;
        let ending = match row.kind {
            FactorKind::Phone => Some(ending(&key.open_text(SECRET, row.id, &row.secret_sealed)?).to_owned()),
            FactorKind::App | FactorKind::Passkey => None,
        };
        Ok(Shown { id: row.id, kind: row.kind, name, ending, added: row.created_at, used: row.used_at })
    };
    let factors = rows.into_iter().map(shown).collect::<Result<_, Fault>>()?;
    let removal = removal(cx.read(), account).await?.map(|row| due(&row));
    Ok(TwoStep { factors, codes_left: codes_left(cx.read(), account).await?, removal })
}
