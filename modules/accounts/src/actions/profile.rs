//! Changes the profile (ACC-16), and takes what the first entry asks (ACC-1).

use crate::events;
use crate::model::FormError;
use crate::model::profile::{Place as Whereabouts, ProfileForm};
use crate::queries::sealed::Place;
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use crate::tables::account::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Refusal, refuse};
use sea_orm::ExprTrait as _;
use sea_orm::UpdateMany;
use sea_orm::entity::prelude::*;

/// Why the profile stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ProfileRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in.
    NotTheOwner(NotTheOwner),
}

/// Changes the whole profile.
pub async fn change_profile(cx: &Cx, form: &ProfileForm) -> Outcome<(), ProfileRefusal> {
    let id = own_account(cx).or_refuse()?;
    let profile = form.check().or_refuse()?;
    let tx = cx.begin().await?;
    let key = subject::key(cx, &*tx, id).await?;
    let random = cx.app.random.as_ref();
    let seal = |place: Place, text: &Option<String>| place.seal_some(random, &key, id, text.as_deref());
    let changed = place_into(Entity::update_many(), &profile.place)
        .col_expr(Column::NameSealed, Expr::value(seal(Place::Name, &profile.name)?))
        .col_expr(Column::CompanySealed, Expr::value(seal(Place::Company, &profile.company)?))
        .col_expr(Column::PhoneSealed, Expr::value(seal(Place::Phone, &profile.phone)?))
        .col_expr(Column::AddressSealed, Expr::value(seal(Place::Address, &profile.address)?))
        .filter(Column::Id.eq(id))
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Err(refuse(NotTheOwner.into()));
    }
    cx.audit(&tx, events::PROFILE_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes country, region, language and zone on the first entry.
pub async fn welcome(cx: &Cx, form: &ProfileForm) -> Outcome<(), ProfileRefusal> {
    let id = own_account(cx).or_refuse()?;
    let place = form.check_place().or_refuse()?;
    let tx = cx.begin().await?;
    let changed = place_into(Entity::update_many(), &place).filter(Column::Id.eq(id)).exec(&*tx).await?.rows_affected;
    if changed == 0 {
        return Err(refuse(NotTheOwner.into()));
    }
    cx.audit(&tx, events::PROFILE_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}

fn place_into(update: UpdateMany<Entity>, place: &Whereabouts) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Country, Expr::value(place.country.code))
        .col_expr(Column::Region, Expr::value(place.region.clone()))
        .col_expr(Column::Lang, Expr::value(place.lang.tag()))
        .col_expr(Column::Zone, Expr::value(place.zone.clone()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
}
