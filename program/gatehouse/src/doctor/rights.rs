//! Whether somebody changed what gives rights, or planted a password, past the program, and how the pepper stands.

use super::Findings;
use crate::config::Config;
use gatehouse_context::old_columns::{self, OldColumn};
use gatehouse_context::peppers;
use gatehouse_core::Fault;
use gatehouse_db::Db;
use gatehouse_seal::Keys;
use std::collections::BTreeMap;

async fn pepper(db: &Db, keys: &Keys, findings: &mut Findings) -> Result<(), Fault> {
    let (used, known) = (keys.pepper_version(), keys.pepper_versions().len());
    if peppers::finished_in(db, keys).await? < used {
        let text = format!("the turn to pepper {used} was not finished: run gatehouse keys rotate-pepper again");
        findings.warning("keys.pepper", text);
    } else if known > 1 {
        findings.ok("keys.pepper", format!("pepper {used} is used; {} more are accepted", known - 1));
    } else {
        findings.ok("keys.pepper", format!("pepper {used} is used, and no other is accepted"));
    }
    Ok(())
}

pub(super) async fn examine(
    config: &Config,
    db: &Db,
    keys: &Keys,
    schema: &BTreeMap<String, Vec<String>>,
    findings: &mut Findings,
) -> Result<(), Fault> {
    let has = |table: &str, column: &str| schema.get(table).is_some_and(|all| all.iter().any(|name| name == column));
    if schema.contains_key("pepper_use") {
        pepper(db, keys, findings).await?;
    }
    // An older schema is brought up to date, and its rows are sealed, by the next start.
    if !has("staff", "identity_sealed") || !has("account", "password_sealed") {
        return Ok(());
    }
    if old_columns::is_marked(db, keys, gatehouse_staff::actions::grant::SEALED).await? {
        match gatehouse_staff::actions::grant::refused(db.reader(), keys).await?.as_slice() {
            [] => findings.ok("rights.sealed", "every row that gives rights is as Gatehouse wrote it"),
            rows => findings.error(
                "rights.sealed",
                format!(
                    "changed past Gatehouse, and refused: {}; find out by whom, then use gatehouse staff repair, or revoke \
                     the API key",
                    rows.join(", ")
                ),
            ),
        }
    }
    if has("oidc_client", "rights_sealed") {
        clients(db, keys, findings).await?;
    }
    own_means(config, db, findings).await?;
    for (name, columns) in [
        (gatehouse_accounts::actions::passwords::SEALED, &gatehouse_accounts::actions::passwords::OLD[..]),
        (gatehouse_staff::actions::passwords::SEALED, &gatehouse_staff::actions::passwords::OLD[..]),
    ] {
        nothing_open(db, keys, ("passwords.open", "hashes"), name, columns, findings).await?;
    }
    if has("license", "block_note_sealed") && has("api_key", "name_sealed") {
        for (name, columns) in [
            (gatehouse_licenses::model::note::SEALED, &gatehouse_licenses::model::note::OLD[..]),
            (gatehouse_staff::queries::api_key_names::SEALED, &gatehouse_staff::queries::api_key_names::OLD[..]),
        ] {
            nothing_open(db, keys, ("texts.open", "texts"), name, columns, findings).await?;
        }
    }
    Ok(())
}

/// Whether the apps and sites that sign people in are as they were registered.
async fn clients(db: &Db, keys: &Keys, findings: &mut Findings) -> Result<(), Fault> {
    match gatehouse_oidc::queries::staff_clients::refused(db.reader(), keys).await?.as_slice() {
        [] => findings.ok("clients.sealed", "every app and site that signs people in is as Gatehouse wrote it"),
        rows => findings.error(
            "clients.sealed",
            format!(
                "changed past Gatehouse, and refused: {}; find out by whom, then delete the app or site and register it anew",
                rows.join(", ")
            ),
        ),
    }
    Ok(())
}

/// With single sign-on somebody must be able to look after the staff when the provider does not answer.
async fn own_means(config: &Config, db: &Db, findings: &mut Findings) -> Result<(), Fault> {
    let Ok(Some(sso)) = config.staff_sign_in() else { return Ok(()) };
    let who = format!("staff sign in by {}", sso.provider.issuer);
    match gatehouse_staff::queries::by_own_means(db.reader()).await? {
        0 => findings.error(
            "staff.own_means",
            format!(
                "{who}, and no administrator can sign in without it: gatehouse staff create makes one, who sets a password \
                 and connects an authenticator app"
            ),
        ),
        kept => findings.ok("staff.own_means", format!("{who}; administrators who can sign in without it: {kept}")),
    }
    Ok(())
}

/// Whether what was sealed once stayed so. `what`: the finding's name, and what it is about.
async fn nothing_open(
    db: &Db,
    keys: &Keys,
    (finding, what): (&'static str, &str),
    name: &str,
    columns: &[OldColumn],
    findings: &mut Findings,
) -> Result<(), Fault> {
    if !old_columns::is_marked(db, keys, name).await? {
        findings.warning(finding, format!("{name}: the next start seals what still lies open"));
    } else if old_columns::strays(db.reader(), columns).await? > 0 {
        findings.error(finding, format!("{name}: {what} were written past Gatehouse; the next start empties them"));
    } else {
        findings.ok(finding, format!("{name}: no {what} lie open"));
    }
    Ok(())
}
