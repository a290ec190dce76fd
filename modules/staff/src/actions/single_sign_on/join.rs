//! Somebody whom nobody has invited comes by the vendor's own provider, and their groups give a role: they are made a member, and
//! administrators are told (ALL-8).

use super::enter::SsoRefusal;
use super::identity::{self, Identity};
use crate::OPERATORS;
use crate::actions::grant;
use crate::events;
use crate::mails;
use crate::model::{name, roles};
use crate::queries::recipients::{EMAIL, NAME, has_address, written};
use crate::tables::staff;
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Role, refuse};
use gatehouse_db::{Tx, Unique};
use gatehouse_federation::StaffClaims;
use gatehouse_mail::staff::with_roles;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

const EMAIL_TAKEN: Unique = Unique { name: "staff_email", columns: "staff.email_lookup" };

/// What they are called, as far as the provider says it in a way that can be stored.
fn called(claims: &StaffClaims, address: &str) -> String {
    let told = claims.name.as_deref().unwrap_or_default();
    let local = address.split('@').next().unwrap_or(address);
    let clean = |text: &str| name::clean(text, (), |_| (), ());
    clean(told).or_else(|()| clean(local)).unwrap_or_else(|()| "?".to_owned())
}

/// Makes the member. An address that somebody has already is not taken over: who somebody is goes by issuer and subject alone.
pub(super) async fn join(cx: &Cx, tx: &Tx, claims: &StaffClaims, given: &[Role]) -> Outcome<staff::Model, SsoRefusal> {
    let told = claims.email.as_deref().ok_or_else(|| refuse(SsoRefusal::NoAddress))?;
    let address = Email::parse(told).map_err(|_| refuse(SsoRefusal::NoAddress))?.normalized().to_owned();
    let (lookup, pepper_version) = written(cx, tx, &address).await?;
    if staff::Entity::find().filter(has_address(cx, &address)).one(&**tx).await?.is_some() {
        return Err(refuse(SsoRefusal::AddressTaken));
    }
    let id = cx.id();
    let key = subject::create(cx, tx, id).await?;
    let random = cx.app.random.as_ref();
    let identity = Identity::of(claims);
    let called = called(claims, &address);
    let mut row = staff::Model {
        id,
        email_lookup: lookup,
        pepper_version,
        email_sealed: key.seal(random, EMAIL, id, address.as_bytes())?,
        name_sealed: key.seal(random, NAME, id, called.as_bytes())?,
        roles: roles::join(given),
        password_sealed: None,
        totp_secret_sealed: None,
        totp_pending_sealed: None,
        totp_last_step: 0,
        lang: Some(cx.lang.tag().to_owned()),
        zone: None,
        created_at: cx.now(),
        disabled_at: None,
        identity_sealed: Some(identity.seal(cx, &key, id)?),
        rights_sealed: None,
        version: 1,
    };
    row.rights_sealed = Some(grant::first(cx, &key, &row)?);
    let row = row.into_active_model().reset_all();
    let row = match staff::Entity::insert(row).exec_with_returning(&**tx).await {
        Ok(row) => row,
        Err(error) if EMAIL_TAKEN.violated_by(&error) => return Err(refuse(SsoRefusal::AddressTaken)),
        Err(error) => return Err(Fault::from(error).into()),
    };
    if !identity::index(cx, tx, id, &identity, Some(cx.now())).await? {
        return Err(Fault::busy("somebody came by the provider at this moment").into());
    }
    grant::note(cx, tx, id, 1)?;
    let details = json!({ "roles": row.roles, grant::NUMBER: 1 });
    cx.audit(tx, events::SSO_JOINED.about(id).with(details)).await?;
    let told = with_roles(cx, tx, OPERATORS).await?;
    for administrator in told.iter().filter(|administrator| administrator.sealed_by != id) {
        mails::joined_by_sso(cx, tx, administrator, &called, id).await?;
    }
    Ok(row)
}
