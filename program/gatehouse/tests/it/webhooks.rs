//! What other systems are told (docs/webhooks.md): the table is made from the events that the modules publish;
//! `GATEHOUSE_WRITE_WEBHOOKS=1` brings it up to date. The description that programs read has the same messages.

use gatehouse_core::Lang;
use gatehouse_testkit::{both_engines, checkout};
use gatehouse_web::Events;
use gatehouse_webhooks::model::chosen::{area, areas};

const BEGINS: &str = "<!-- events begin -->\n";
const ENDS: &str = "<!-- events end -->\n";

/// The table of all published events.
fn table(events: &Events) -> String {
    let mut table = String::from("\n| type | id in `data` | when |\n| --- | --- | --- |\n");
    for event in events.published() {
        table.push_str(&format!("| `{}` | `{}` | {} |\n", event.word, event.record, (event.text)(Lang::En)));
    }
    table.push('\n');
    table
}

both_engines! {
    /// ALL-7
    async fn the_page_about_webhooks_has_every_event_that_is_published(world: World) {
        let table = table(world.cx().service::<Events>().unwrap());
        let path = checkout().join("docs/webhooks.md");
        let page = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once(BEGINS).expect("the page has a place for the table");
        let (stored, behind) = rest.split_once(ENDS).expect("the place has an end");
        if std::env::var_os("GATEHOUSE_WRITE_WEBHOOKS").is_some() {
            std::fs::write(&path, format!("{before}{BEGINS}{table}{ENDS}{behind}")).unwrap();
            return;
        }
        assert!(stored == table, "docs/webhooks.md is stale: GATEHOUSE_WRITE_WEBHOOKS=1 cargo test -p gatehouse webhooks\n{table}");
    }

    /// ALL-7, PRI-13
    async fn no_look_is_published_and_what_is_said_of_people_is_their_ids(world: World) {
        let cx = world.cx();
        let published = cx.service::<Events>().unwrap().published();
        let words: Vec<&'static str> = published.iter().map(|event| event.word).collect();
        assert!(words.len() > 100 && words.is_sorted(), "{words:?}");
        for wanted in ["order.created", "license.issued", "license.activated", "license.blocked", "license.term_renewed", "account.registered",
            "account.deleted", "company.founded", "company.member_joined", "request.opened", "request.answered", "request.closed", "survey.rated",
            "consent.accepted", "consent.withdrawn", "contract.entered", "trial.asked", "chat.started"] {
            assert!(words.contains(&wanted), "{wanted}");
        }
        for event in &published {
            assert!(!event.is_look(), "{}", event.word);
            // What proves a person, or fails to, is nobody's business but ours.
            for secret in ["password", "code_shown", "signed_in", "proof", "factor", "passkey", "recovery", "secret"] {
                assert!(!event.word.contains(secret), "{}", event.word);
            }
        }
        let known = areas(&words);
        assert!(known.contains(&"license") && known.iter().all(|one| words.iter().any(|word| area(word) == *one)));
    }

    /// ALL-7
    async fn the_description_for_programs_has_each_message_with_an_example(world: World) {
        let published = world.cx().service::<Events>().unwrap().published();
        let described = world.openapi["webhooks"].as_object().expect("OpenAPI 3.1 has a place for them");
        assert_eq!(described.len(), published.len());
        for event in published {
            let operation = &described[event.word]["post"];
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            assert_eq!(example["type"], event.word);
            assert!(example["data"][event.record].is_string(), "{example}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{}", event.word);
        }
        assert!(world.openapi["components"]["schemas"]["WebhookMessage"].is_object());
    }
}
