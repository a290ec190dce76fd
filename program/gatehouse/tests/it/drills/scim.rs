//! `scim`: the public validator scim2-tester (PyPI) against the directory of a company of the demo.

use super::held;
use crate::server::{Place, runtime};
use gatehouse_companies::actions::scim::tokens::make_token;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use std::path::Path;
use std::process::Command;

/// The company of the demo that has proven a domain, its owner, and the domain.
const DIRECTORY: &str = "select c.id, m.account_id, d.domain from company c join company_member m on m.id = c.owner_member_id \
                         join company_domain d on d.company_id = c.id where d.state = 'verified' order by d.domain";

/// A token of its directory, and the domain.
fn token(place: &Place) -> (String, String) {
    let loaded = place.run(&["demo"]);
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    runtime().block_on(async {
        let text = format!("data_dir = \"{}\"", place.path().join("data").display());
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        let found = Statement::from_string(cx.db().backend(), DIRECTORY.to_owned());
        let row = cx.read().query_one_raw(found).await.unwrap().unwrap();
        let owner = cx.acting_as(Actor::Account { id: row.try_get::<Uuid>("", "account_id").unwrap() });
        let text = make_token(&owner, row.try_get("", "id").unwrap()).await.unwrap().expose().clone();
        installed.close().await.unwrap();
        (text, row.try_get("", "domain").unwrap())
    })
}

#[test]
#[ignore = "a drill"]
fn a_public_validator_finds_the_protocol_kept() {
    let place = Place::new();
    let (token, domain) = token(&place);
    let server = place.serve(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kits/scim/validator/validate.py");
    let python = std::env::var("SCIM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let base = format!("{}/scim/v2", server.origin);
    let run = Command::new(python).arg(script).args([&base, &token, &domain]).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    println!("{said}");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    held(&format!("scim2-tester 0.5.2: {}", said.lines().last().unwrap_or_default()));
}
