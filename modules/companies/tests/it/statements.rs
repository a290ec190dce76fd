//! What is accepted with the registration (COM-1, PRI-7): asked by country, in the ledger once the address is proven.

use crate::joining_kit::*;
use crate::licenses::license;
use crate::*;
use gatehouse_core::DAY;
use gatehouse_db::sea_orm::EntityTrait as _;
use gatehouse_privacy::actions::add_statement::{AddStatement, add_statement};
use gatehouse_privacy::actions::publish_version::{PublishVersion, publish_version};
use gatehouse_privacy::actions::save_version::save_version;
use gatehouse_privacy::model::entry::VersionEntry;
use gatehouse_privacy::tables::consent;
use gatehouse_testkit::both_engines;

const EMAIL: &str = "first@acme.example.com";

/// A statement in force that is asked in these countries; answers its version.
pub async fn statement(world: &World, kind: &str, countries: &str) -> Uuid {
    let cx = world.cx();
    let added = add_statement(&cx, &AddStatement { kind: kind.into(), name: kind.into() }).await.unwrap();
    let entry = VersionEntry {
        texts: [
            (format!("The {kind}"), "What is so.".into()),
            (String::new(), String::new()),
            (String::new(), String::new()),
        ],
        required: true,
        asks_again: true,
        countries: countries.into(),
    };
    save_version(&cx, added.version, None, &entry).await.unwrap();
    let publish = PublishVersion { version: added.version, from: String::new(), confirmed: true, expected: None };
    publish_version(&cx, &publish).await.unwrap();
    added.version
}

both_engines! {
    /// COM-1, PRI-7
    async fn what_the_country_asks_is_accepted_and_stands_in_the_ledger(world: World) {
        license(&world, "CODE-1", false).await;
        let terms = format!("accept_{}", statement(&world, "terms", "").await);
        let policy = format!("accept_{}", statement(&world, "processing", "EU").await);
        let mut browser = world.browser();
        let refused = send_form(&mut browser, &fields(EMAIL, "CODE-1"), None).await;
        assert!(refused.body.contains("to register.") && refused.body.contains("What is so."), "{}", refused.body);
        let mut form = fields(EMAIL, "CODE-1");
        form.extend([(terms.as_str(), "true"), ("survey", "true")]);
        let refused = send_form(&mut browser, &form, None).await;
        assert!(refused.body.contains("The processing"), "asked in Germany: {}", refused.body);
        form.push((policy.as_str(), "true"));
        let sent = send_form(&mut browser, &form, None).await;
        assert!(sent.location().starts_with("/companies/register/sent"), "{}", sent.body);
        let reader = world.app.db.reader();
        assert!(consent::Entity::find().all(reader).await.unwrap().is_empty(), "nothing before the address is proven");
        let answer = activate(&mut browser, &link(&world, "companies.activate", EMAIL).await).await;
        assert_eq!(answer.location(), "/c/acme-inc");
        assert_eq!(consent::Entity::find().all(reader).await.unwrap().len(), 2);
        welcome(&mut browser).await;
        let account = browser.get("/account").await.body;
        assert!(account.contains("once a year to ask how good the support was"), "{account}");
        world.advance(DAY);
        signed_in(&world, EMAIL).await.get("/c/acme-inc").await.expect(axum::http::StatusCode::OK);
    }
}
