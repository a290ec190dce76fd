//! A new member of the staff: by an administrator's invitation, or from the command line.

use super::{hash, set_password};
use crate::contacts::{EMAIL, Member, NAME, SECRET, has_address, written};
use crate::events;
use crate::grant;
use crate::mails;
use crate::model::roles;
use crate::model::totp::TotpSecret;
use crate::passwords;
use crate::refusals::{MemberError, MemberRefusal};
use crate::rights;
use crate::tables::staff;
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::text::unprintable_in;
use gatehouse_core::{Errors, Fault, Invalid, Lang, OrRefuse as _, Outcome, Personal, Role, Secret, Uuid, refuse};
use gatehouse_db::Unique;
use gatehouse_guard::Asker;
use gatehouse_passwords::HashPool;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

const EMAIL_TAKEN: Unique = Unique { name: "staff_email", columns: "staff.email_lookup" };
const LONGEST_NAME: usize = 100;

/// Whom to add.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// The address that signs in.
    pub email: Personal<String>,
    /// The name that colleagues see.
    pub name: Personal<String>,
    /// What he may do; at least one.
    pub roles: Vec<Role>,
    /// The language of the invitation and of his pages.
    pub lang: Lang,
    /// A password that is known already (demo, tests); without one a link is mailed by which he sets his own.
    pub password: Option<Secret<String>>,
    /// An authenticator secret that is known already (demo, tests), at least 16 bytes.
    pub totp_secret: Option<Secret<Vec<u8>>>,
}

/// Who was added.
#[derive(Debug)]
pub struct CreatedMember {
    /// His id.
    pub id: Uuid,
    /// The link that was mailed to him, for the command line to print; `None` where the password was given.
    pub link: Option<Secret<String>>,
}

/// The stored form of a name; errors are collected by the caller.
pub(super) fn clean_name(typed: &str) -> Result<String, MemberError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match (name.chars().count(), unprintable_in(&name)) {
        (0, _) => Err(MemberError::NameMissing),
        (_, Some(character)) => Err(MemberError::NameUnprintable(character)),
        (1..=LONGEST_NAME, None) => Ok(name),
        _ => Err(MemberError::NameInvalid),
    }
}

fn rules(cx: &Cx, new: &NewMember) -> Result<(String, String), Invalid<MemberError>> {
    let mut errors = Errors::<MemberError>::default();
    let email = errors.take(Email::parse(&new.email.0));
    let name = errors.take(clean_name(&new.name.0));
    if new.roles.is_empty() {
        errors.add(MemberError::RolesMissing);
    }
    if let (Some(password), Ok(pool)) = (&new.password, cx.service::<HashPool>())
        && let Err(found) = pool.policy().plain(password, email.as_ref().map_or("", Email::normalized))
    {
        errors.add_all(found);
    }
    errors.finish(|| Ok((email?.normalized().to_owned(), name?)))
}

/// Adds a member and mails him a link of seven days to set his password.
pub async fn create_member(cx: &Cx, new: NewMember) -> Outcome<CreatedMember, MemberRefusal> {
    rights::administrator(cx).or_refuse()?;
    let (address, name) = rules(cx, &new).or_refuse()?;
    let phc = match new.password.clone() {
        Some(password) => {
            let words = [name.as_str(), cx.app.settings.brand.as_str()];
            if let Err(found) =
                cx.service::<HashPool>()?.check(&Asker::of(cx), password.clone(), &address, &words).await?
            {
                let mut errors = Errors::<MemberError>::default();
                errors.add_all(found);
                errors.done().or_refuse()?;
            }
            Some(hash(cx, &Asker::of(cx), password).await?)
        }
        None => None,
    };

    let tx = cx.begin().await?;
    let (lookup, pepper_version) = written(cx, &tx, &address).await?;
    if staff::Entity::find().filter(has_address(cx, &address)).one(&*tx).await?.is_some() {
        return Err(refuse(Invalid::one(MemberError::EmailTaken).into()));
    }
    let id = cx.id();
    let key = subject::create(cx, &tx, id).await?;
    let random = cx.app.random.as_ref();
    let secret = match &new.totp_secret {
        Some(secret) => Some(key.seal(random, SECRET, id, TotpSecret::from_bytes(secret.expose())?.bytes())?),
        None => None,
    };
    let password = match &phc {
        Some(phc) => Some(passwords::seal(cx, &key, id, phc)?),
        None => None,
    };
    let mut row = staff::Model {
        id,
        email_lookup: lookup,
        pepper_version,
        email_sealed: key.seal(random, EMAIL, id, address.as_bytes())?,
        name_sealed: key.seal(random, NAME, id, name.as_bytes())?,
        roles: roles::join(&new.roles),
        password_sealed: password,
        totp_secret_sealed: secret,
        totp_pending_sealed: None,
        totp_last_step: 0,
        lang: Some(new.lang.tag().to_owned()),
        zone: None,
        created_at: cx.now().0,
        disabled_at: None,
        rights_sealed: None,
        version: 1,
    };
    row.rights_sealed = Some(grant::first(cx, &key, &row)?);
    let row = row.into_active_model().reset_all();
    let row = match staff::Entity::insert(row).exec_with_returning(&*tx).await {
        Ok(row) => row,
        Err(error) if EMAIL_TAKEN.violated_by(&error) => {
            return Err(refuse(Invalid::one(MemberError::EmailTaken).into()));
        }
        Err(error) => return Err(Fault::from(error).into()),
    };
    let details = serde_json::json!({ "roles": row.roles, grant::NUMBER: 1 });
    cx.audit(&tx, events::INVITED.about(id).with(details)).await?;
    let link = if new.password.is_none() {
        let link = set_password::make_link(cx, &tx, id).await?;
        mails::invitation(cx, &tx, &Member { row, name, email: address }, &link).await?;
        Some(link)
    } else {
        None
    };
    tx.commit().await?;
    Ok(CreatedMember { id, link })
}
