//! A new member of the staff: by an administrator's invitation, or from the command line.

use super::links;
use crate::actions::grant;
use crate::actions::passwords;
use crate::events;
use crate::mails;
use crate::model::totp::TotpSecret;
use crate::model::{name, roles};
use crate::queries::recipients::{EMAIL, Member, NAME, SECRET, has_address, written};
use crate::refusals::{MemberError, MemberRefusal};
use crate::rights::{Administer, may};
use crate::tables::staff;
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Fault, Invalid, Lang, OrRefuse as _, Outcome, Personal, Role, Secret, Uuid, refuse};
use gatehouse_db::Unique;
use gatehouse_guard::Asker;
use gatehouse_passwords::{HashPool, check_new};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

const EMAIL_TAKEN: Unique = Unique { name: "staff_email", columns: "staff.email_lookup" };

/// Whom to add.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// The address that signs in.
    pub email: Personal<String>,
    /// The name that colleagues see.
    pub name: Personal<String>,
    /// What they may do; at least one.
    pub roles: Vec<Role>,
    /// The language of the invitation and of their pages.
    pub lang: Lang,
    /// A password that is known already (demo, tests); without one a link is mailed by which they set their own.
    pub password: Option<Secret<String>>,
    /// An authenticator secret that is known already (demo, tests), at least 16 bytes.
    pub totp_secret: Option<Secret<Vec<u8>>>,
}

/// Who was added.
#[derive(Debug)]
pub struct CreatedMember {
    /// Their id.
    pub id: Uuid,
    /// The link that was mailed to them, for the command line to print; `None` where the password was given.
    pub link: Option<Secret<String>>,
}

fn rules(cx: &Cx, new: &NewMember) -> Result<(String, String), Invalid<MemberError>> {
    let mut errors = Errors::<MemberError>::default();
    let email = errors.take(Email::parse(&new.email.0));
    let name = errors.take(name::clean(
        &new.name.0,
        MemberError::NameMissing,
        MemberError::NameUnprintable,
        MemberError::NameInvalid,
    ));
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

/// Adds a member and mails them a link of seven days to set their password.
pub async fn create_member(cx: &Cx, new: NewMember) -> Outcome<CreatedMember, MemberRefusal> {
    may::<Administer>(cx).or_refuse()?;
    let (address, name) = rules(cx, &new).or_refuse()?;
    let phc = match new.password.clone() {
        Some(password) => {
            let (pool, asker) = (cx.service::<HashPool>()?, Asker::of(cx));
            if let Err(found) = check_new(cx, &asker, password.clone(), &address, &[name.as_str()]).await? {
                let mut errors = Errors::<MemberError>::default();
                errors.add_all(found);
                errors.done().or_refuse()?;
            }
            Some(pool.hash_new(&asker, password, cx.app.random.as_ref()).await?)
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
        created_at: cx.now(),
        disabled_at: None,
        identity_sealed: None,
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
        let link = links::make(cx, &tx, id).await?;
        mails::invitation(cx, &tx, &Member { row, name, email: address }, &link).await?;
        Some(link)
    } else {
        None
    };
    tx.commit().await?;
    Ok(CreatedMember { id, link })
}
