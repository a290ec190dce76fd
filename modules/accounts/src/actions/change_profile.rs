//! Changes the profile (ACC-16).

use crate::events;
use crate::model::profile::{Place as Whereabouts, ProfileForm};
use crate::queries::sealed::Place;
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait as _;
use sea_orm::UpdateMany;
use sea_orm::entity::prelude::*;

/// Changes the whole of it.
pub async fn change_profile(cx: &Cx, form: &ProfileForm) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let profile = form.check().or_refuse()?;
    let tx = cx.begin().await?;
    let key = subject::key(cx, &*tx, id).await?;
    let seal = |place: Place, text: &Option<String>| place.seal_some(cx, &key, id, text.as_deref());
    let update = with_place(&profile.place)
        .col_expr(Column::NameSealed, Expr::value(seal(Place::NAME, &profile.name)?))
        .col_expr(Column::CompanySealed, Expr::value(seal(Place::COMPANY, &profile.company)?))
        .col_expr(Column::PhoneSealed, Expr::value(seal(Place::PHONE, &profile.phone)?))
        .col_expr(Column::AddressSealed, Expr::value(seal(Place::ADDRESS, &profile.address)?));
    store(cx, tx, id, update).await
}

/// Takes country, region, language and time zone.
pub(super) fn with_place(place: &Whereabouts) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Country, Expr::value(place.country.code))
        .col_expr(Column::Region, Expr::value(place.region.as_str()))
        .col_expr(Column::Lang, Expr::value(place.lang.tag()))
        .col_expr(Column::Zone, Expr::value(place.zone.as_str()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
}

/// Stores the change of an account that is still there.
pub(super) async fn store(cx: &Cx, tx: Tx, id: Uuid, update: UpdateMany<Entity>) -> Outcome<(), AccountRefusal> {
    if update.filter(Column::Id.eq(id)).exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(NotTheOwner.into()));
    }
    cx.audit(&tx, events::PROFILE_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}
