//! A product to sell, made by the same actions as everything else.

use futures::TryStreamExt as _;
use gatehouse_catalog::actions::{add, edition, product, term};
use gatehouse_context::Cx;
use gatehouse_core::{Random as _, SystemRandom, Uuid};
use gatehouse_formats::{ActivationCode, CodeKind};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::export_codes::export_codes;
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_privacy::actions::accept_statement::{Answering, accept_statement};
use gatehouse_privacy::actions::add_statement::{AddStatement, add_statement};
use gatehouse_privacy::actions::publish_version::{PublishVersion, publish_version};
use gatehouse_privacy::actions::save_version::save_version;
use gatehouse_privacy::actions::start_version::start_version;
use gatehouse_privacy::model::entry::VersionEntry;
use gatehouse_testkit::World;

/// A product of this code with one edition and one term, and an activation code for three devices.
pub async fn sample_code(world: &World, product_code: &str) -> String {
    let cx = Cx::program(&world.app, "sample");
    let entry = product::ProductEntry {
        code: product_code.into(),
        name: product_code.into(),
        ..product::ProductEntry::default()
    };
    let id = product::create(&cx, &entry).await.unwrap();
    let entry =
        edition::EditionEntry { code: "standard".into(), name: "Standard".into(), ..edition::EditionEntry::default() };
    add(&cx, id, None, &entry).await.unwrap();
    let entry = term::TermEntry {
        code: "year".into(),
        name: "1 year".into(),
        starts: "activation".into(),
        months: "12".into(),
        ..term::TermEntry::default()
    };
    add(&cx, id, None, &entry).await.unwrap();
    let order = CreateOrder {
        number: format!("SAMPLE-{product_code}"),
        source: "shop".into(),
        buyer_lang: "en".into(),
        ..CreateOrder::default()
    };
    let input = Issue {
        order: create_order(&cx, &order).await.unwrap(),
        product: product_code.into(),
        edition: "standard".into(),
        term: "year".into(),
        seats: "3".into(),
        ..Issue::default()
    };
    let issued = issue(&cx, &input).await.unwrap();
    let file = export_codes(&cx, issued.batch).await.unwrap();
    let pieces: Vec<Vec<u8>> = file.stream(cx.clone()).try_collect().await.unwrap();
    let text = String::from_utf8(pieces.concat()).unwrap();
    text.lines().nth(1).unwrap().split(',').nth(1).unwrap().trim_matches('"').to_owned()
}

/// A product of this code that can be tried for 30 days.
pub async fn trial_of(world: &World, product_code: &str) {
    let cx = Cx::program(&world.app, "sample");
    let entry = product::ProductEntry {
        code: product_code.into(),
        name: product_code.into(),
        trial_days: "30".into(),
        ..product::ProductEntry::default()
    };
    let id = product::create(&cx, &entry).await.unwrap();
    let entry =
        edition::EditionEntry { code: "standard".into(), name: "Standard".into(), ..edition::EditionEntry::default() };
    add(&cx, id, None, &entry).await.unwrap();
}

/// An activation code in due form that no license has.
pub fn unknown_code() -> String {
    let mut fill = |bytes: &mut [u8]| SystemRandom.fill(bytes);
    ActivationCode::generate(CodeKind::Commercial, &mut fill).as_str().to_owned()
}

/// A statement in force everywhere, in three languages, with the draft of its next version; returns the version in force.
pub async fn sample_statement(world: &World, required: bool) -> Uuid {
    let cx = Cx::program(&world.app, "sample");
    let added =
        add_statement(&cx, &AddStatement { kind: "processing".into(), name: "Beacon data".into() }).await.unwrap();
    let texts = [("Data", "What is stored."), ("データ", "保存するもの。"), ("Данные", "Что хранится.")];
    let texts = texts.map(|(title, body)| (title.to_owned(), body.to_owned()));
    let entry = VersionEntry { texts, required, asks_again: true, countries: String::new() };
    save_version(&cx, added.version, None, &entry).await.unwrap();
    let input = PublishVersion { version: added.version, confirmed: true, ..PublishVersion::default() };
    publish_version(&cx, &input).await.unwrap();
    start_version(&cx, added.statement).await.unwrap();
    added.version
}

/// Somebody accepts it.
pub async fn accept_sample(world: &World, account: Uuid, version: Uuid) {
    let input = Answering { version, lang: "en".into(), ..Answering::default() };
    accept_statement(&world.cx_of(account), &input).await.unwrap();
}
