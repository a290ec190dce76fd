//! What the console shows of those who wait, before anybody has joined them.

use crate::*;
use axum::http::StatusCode;
use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_core::MINUTE;
use gatehouse_licenses::actions::create_order::CreateOrder;
use gatehouse_licenses::actions::issue::Issue;
use gatehouse_licenses::actions::order_licenses::{OrderLicenses, order_licenses};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{both_engines, staff};

/// The number of a license of a product that is called so.
async fn number(world: &World, name: &str) -> String {
    let cx = world.cx();
    let entry = ProductEntry { code: "beacon".into(), name: name.into(), ..ProductEntry::default() };
    let sold = product::create(&cx, &entry).await.unwrap();
    let entry =
        EditionEntry { code: "pro".into(), name: "Pro".into(), position: "1".into(), ..EditionEntry::default() };
    add(&cx, sold, None, &entry).await.unwrap();
    let entry = TermEntry {
        code: "1-year".into(),
        name: "One year".into(),
        starts: "activation".into(),
        months: "12".into(),
        ..TermEntry::default()
    };
    add(&cx, sold, None, &entry).await.unwrap();
    let order = CreateOrder { number: "SHOP-1".into(), source: "staff".into(), ..CreateOrder::default() };
    let licenses = Issue {
        product: "beacon".into(),
        edition: "pro".into(),
        term: "1-year".into(),
        seats: "5".into(),
        ..Issue::default()
    };
    order_licenses(&cx, &OrderLicenses { order, licenses: Some(licenses) }).await.unwrap();
    license::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap().number
}

/// The panel of who waits, without the others.
fn waiting(page: &str) -> &str {
    let from = page.find("id=\"waiting\"").unwrap();
    &page[from..from + page[from..].find("id=\"own\"").unwrap()]
}

both_engines! {
    /// SUP-20, ALL-8: enough to choose by, and nobody's name or words
    async fn who_waits_is_shown_by_product_language_and_time(world: World) {
        let license = number(&world, "The <Beacon>").await;
        let ada = customer(&world, ADA).await;
        let asked = StartChat {
            known: license.clone(),
            question: "Where is my canary?".into(),
            ..StartChat::default()
        };
        let chat = start(&Cx { lang: Lang::Ja, ..world.cx_of(ada) }, &asked).await.unwrap().chat;
        world.advance(7 * MINUTE);
        let other = customer(&world, "bob@example.com").await;
        let unknown = StartChat { known: "L-0000000000".into(), question: "Hello?".into(), ..StartChat::default() };
        let second = start(&world.cx_of(other), &unknown).await.unwrap().chat;
        let mut clerk = staff(&world, "support");
        let page = clerk.get("/staff/chats").await.expect(StatusCode::OK).body;
        let line = |chat: Uuid| {
            let found = waiting(&page).split("<tr").find(|line| line.contains(&chat.to_string()));
            found.unwrap().to_owned()
        };
        let first = line(chat);
        for part in ["The &#60;Beacon&#62;", "As stated by the customer", "日本語", "7 minutes ago", "Customer"] {
            assert!(first.contains(part), "{part}: {first}");
        }
        for never in ["canary", "Ada", ADA, license.as_str()] {
            assert!(!first.contains(never), "{never}: {first}");
        }
        let (place, behind) = (waiting(&page).find(&chat.to_string()), waiting(&page).find(&second.to_string()));
        assert!(place < behind, "the longest waiting first: {page}");
        let second = line(second);
        assert!(!second.contains("Beacon") && !second.contains("As stated") && second.contains("English"), "{second}");
        // Whoever has it is asked nothing more.
        take(&agent(&world), chat, false).await.unwrap();
        let page = clerk.get("/staff/chats").await.expect(StatusCode::OK).body;
        assert!(!waiting(&page).contains("Beacon"), "{page}");
    }
}
