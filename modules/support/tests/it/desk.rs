//! The desk of the staff: macros, rules, several requests at once, who else is there, and everything of a customer on one page (SUP-17).

use crate::mail::{KIM, KIMS};
use crate::*;
use axum::http::StatusCode;
use gatehouse_core::{Actor, StaffActor};
use gatehouse_support::actions::answer_as_staff::{Note, add_note};
use gatehouse_support::actions::assign::{To, assign};
use gatehouse_support::actions::merge::merge;
use gatehouse_support::actions::presence::here;
use gatehouse_support::actions::run_macro::run_macro;
use gatehouse_support::actions::save_canned::{SaveCanned, remove_canned, save_canned};
use gatehouse_support::actions::save_macro::{change_macro, save_macro};
use gatehouse_support::actions::save_queue::{SaveQueue, save_queue};
use gatehouse_support::model::macro_steps::Steps;
use gatehouse_support::queries::settings::{macros, rules};
use gatehouse_testkit::{both_engines, staff};

/// A colleague of the one whose context and browser the tests have.
fn colleague(world: &World) -> Cx {
    world.cx_as(Actor::Staff(StaffActor { id: Uuid::from_u128(0xC0), roles: vec![Role::Support] }))
}

/// A canned answer, and a macro that sends it and waits for the customer.
async fn asks_for_a_report(world: &World) -> (Uuid, Uuid) {
    let texts = [("en".to_owned(), "Please send a report for [number].".to_owned())].into();
    let canned = SaveCanned { name: "Report".into(), folder: String::new(), texts };
    let canned = save_canned(&agent(world), None, &canned).await.unwrap();
    let steps = Steps {
        take: true,
        canned: Some(canned),
        becomes: Some(Status::AwaitingAnswer.word().to_owned()),
        ..Steps::default()
    };
    (canned, save_macro(&agent(world), "Ask for a report", &steps).await.unwrap())
}

both_engines! {
    /// SUP-17
    async fn a_macro_says_what_it_does_is_changed_and_does_all_or_nothing(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("It stopped")).await;
        let (canned, made) = asks_for_a_report(&world).await;
        let mut browser = staff(&world, "support");
        for page in ["/staff/macros".to_owned(), format!("/staff/requests/{id}/macros")] {
            let body = browser.get(&page).await.expect(StatusCode::OK).body;
            assert!(body.contains("Answer: Report") && body.contains("Awaiting the customer’s answer"), "{page}: {body}");
        }
        let at = format!("/staff/macros/{made}");
        assert!(browser.get(&at).await.expect(StatusCode::OK).body.contains("value=\"Ask for a report\""));
        let sent = canned.to_string();
        let new = [("version", "1"), ("name", "Ask again"), ("canned", sent.as_str()), ("becomes", "awaiting_answer")];
        browser.post(&at, &new).await.expect(StatusCode::SEE_OTHER);
        browser.post(&at, &new).await.expect(StatusCode::CONFLICT);
        let row = macros(&agent(&world)).await.unwrap().remove(0);
        assert_eq!((row.name.as_str(), row.version), ("Ask again", 2));
        let silent = Steps { becomes: Some(Status::SolutionProvided.word().to_owned()), ..Steps::default() };
        assert_eq!(code(change_macro(&agent(&world), made, None, ("Ask again", &silent)).await), "input.required");
        browser.post(&format!("/staff/macros/{}", Uuid::from_u128(9)), &new).await.expect(StatusCode::NOT_FOUND);

        remove_canned(&agent(&world), canned).await.unwrap();
        assert!(browser.get("/staff/macros").await.body.contains("Answer: removed"));
        let before = crate::row(&world, id).await;
        assert_eq!(code(run_macro(&agent(&world), id, made, "", None).await), "request.no_canned");
        assert_eq!(crate::row(&world, id).await.version, before.version, "none of its steps");
    }

    /// SUP-17
    async fn a_macro_runs_on_several_and_a_colleague_gets_several(world: World) {
        let ada = customer(&world, ADA).await;
        let one = ask(&world, ada, None, &question("One")).await;
        let two = ask(&world, ada, None, &question("Two")).await;
        let (_, made) = asks_for_a_report(&world).await;
        let (first, second, made, kim) = (one.to_string(), two.to_string(), made.to_string(), KIM.to_string());
        let mut browser = staff(&world, "support");
        let asked = browser.post("/staff/requests/chosen", &[("act", "macro"), ("row", first.as_str())]).await;
        assert!(asked.expect(StatusCode::OK).body.contains("Answer: Report"));
        let rows = [("row", first.as_str()), ("row", second.as_str()), ("sure", "true")];
        let run = [rows.as_slice(), &[("act", "macro"), ("key", "k1"), ("macro", made.as_str())]].concat();
        for _ in 0..2 {
            browser.post("/staff/requests/chosen", &run).await.expect(StatusCode::OK);
        }
        let mailed = mails(&world, "support.answer", ADA).await;
        assert_eq!(mailed.len(), 2, "each once");
        for id in [one, two] {
            let row = row(&world, id).await;
            assert_eq!((row.status, row.assignee_id), (Status::AwaitingAnswer, Some(KIM)));
            let text = format!("a report for {}.", row.number);
            assert!(mailed.iter().any(|mail| mail.text.contains(&text)), "filled in for each");
        }
        let back = [rows.as_slice(), &[("act", "release"), ("key", "k2")]].concat();
        browser.post("/staff/requests/chosen", &back).await.expect(StatusCode::OK);
        let give = [rows.as_slice(), &[("act", "assign"), ("key", "k3"), ("to", kim.as_str())]].concat();
        browser.post("/staff/requests/chosen", &give[..give.len() - 1]).await.expect(StatusCode::OK);
        assert_eq!(row(&world, one).await.assignee_id, None, "to whom is asked first");
        browser.post("/staff/requests/chosen", &give).await.expect(StatusCode::OK);
        assert_eq!(row(&world, two).await.assignee_id, Some(KIM));
    }

    /// SUP-17
    async fn whoever_is_given_a_request_by_a_colleague_is_mailed(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Whose")).await;
        assign(&agent(&world), id, To::Me, None).await.unwrap();
        assert!(mails(&world, "support.assigned", KIMS).await.is_empty(), "they have taken it themselves");
        assign(&agent(&world), id, To::Nobody, None).await.unwrap();
        for _ in 0..2 {
            assign(&colleague(&world), id, To::Colleague(KIM), None).await.unwrap();
        }
        let told = mails(&world, "support.assigned", KIMS).await;
        assert_eq!(told.len(), 1);
        let number = row(&world, id).await.number;
        assert!(told[0].text.contains(&number) && told[0].text.contains(&format!("/staff/requests/{id}")), "{}", told[0].text);
        for _ in 0..30 {
            assign(&colleague(&world), id, To::Nobody, None).await.unwrap();
            assign(&colleague(&world), id, To::Colleague(KIM), None).await.unwrap();
        }
        assert_eq!(mails(&world, "support.assigned", KIMS).await.len(), 25, "the rest stands in the list");
        assert!(mails(&world, "support.assigned", ADA).await.is_empty());
    }

    /// SUP-17
    async fn a_rule_is_changed_in_its_place_and_an_unknown_country_is_refused(world: World) {
        let new = SaveQueue { name: "Japan".into(), ..SaveQueue::default() };
        let queue = save_queue(&agent(&world), None, &new).await.unwrap().to_string();
        let mut browser = staff(&world, "support");
        let typed = |countries: &'static str| vec![("queue", queue.as_str()), ("countries", countries)];
        let wrong = browser.post("/staff/support/rules/new", &typed("Japan")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("JAPAN") && wrong.body.contains("value=\"Japan\""), "{}", wrong.body);
        browser.post("/staff/support/rules/new", &[("countries", "JP")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(rules(&agent(&world)).await.unwrap().is_empty());
        for countries in ["jp, kr", "DE"] {
            browser.post("/staff/support/rules/new", &typed(countries)).await.expect(StatusCode::SEE_OTHER);
        }
        let rule = rules(&agent(&world)).await.unwrap()[0].id;
        let at = format!("/staff/support/rules/{rule}");
        assert!(browser.get(&at).await.expect(StatusCode::OK).body.contains("value=\"JP, KR\""));
        let shown = [typed("KR"), vec![("version", "1")]].concat();
        browser.post(&at, &shown).await.expect(StatusCode::SEE_OTHER);
        browser.post(&at, &shown).await.expect(StatusCode::CONFLICT);
        let now = rules(&agent(&world)).await.unwrap();
        assert_eq!((now[0].id, now.len(), now[0].version), (rule, 2, 2));
        assert!(now[0].wanted.contains("KR") && !now[0].wanted.contains("JP"), "{}", now[0].wanted);
        browser.get(&format!("/staff/support/rules/{}", Uuid::from_u128(9))).await.expect(StatusCode::NOT_FOUND);
        staff(&world, "lab").post(&at, &typed("JP")).await.expect(StatusCode::FORBIDDEN);
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("From Japan")).await;
        assert_eq!(row(&world, id).await.queue_id, None, "no rule fits any more");
    }

    /// SUP-17
    async fn the_list_is_filtered_by_product_and_country(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        let other = product(&world, "lantern").await;
        license(&world, "beacon", Holder::Account(ada), 100).await;
        let id = ask(&world, ada, None, &technical(beacon)).await;
        let number = row(&world, id).await.number;
        let mut browser = staff(&world, "support");
        for (query, is_found) in [
            ("country=JP".to_owned(), true),
            ("country=DE".to_owned(), false),
            (format!("product={beacon}"), true),
            (format!("product={other}"), false),
        ] {
            let list = browser.get(&format!("/staff/requests?{query}")).await.expect(StatusCode::OK).body;
            assert_eq!(list.contains(&number), is_found, "{query}");
        }
    }

    /// SUP-17
    async fn who_else_is_there_is_said_when_the_page_is_loaded(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Both of us")).await;
        let mut browser = staff(&world, "support");
        let at = format!("/staff/requests/{id}");
        here(&colleague(&world), id, false).await.unwrap();
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert_eq!((page.matches("has this request open").count(), page.matches("is writing").count()), (1, 0), "{page}");
        here(&colleague(&world), id, true).await.unwrap();
        let told = browser.post(&format!("{at}/here"), &[("writing", "false")]).await.expect(StatusCode::OK).body;
        assert_eq!((told.lines().count(), told.contains("is writing an answer")), (1, true), "{told}");
        let seen = row(&world, id).await.version.to_string();
        let open = [("writing", "true"), ("version", seen.as_str())];
        let told = browser.post(&format!("{at}/here"), &open).await.body;
        assert!(!told.contains("has changed"), "{told}");
        add_note(&colleague(&world), id, &Note { text: "Known.".into() }).await.unwrap();
        let told = browser.post(&format!("{at}/here"), &open).await.body;
        assert_eq!((told.lines().count(), told.contains("has changed meanwhile")), (2, true), "{told}");
        world.advance(2 * gatehouse_core::MINUTE);
        let page = browser.get(&at).await.expect(StatusCode::OK).body;
        assert!(!page.contains("is writing") && !page.contains("has this request open"), "whoever is silent is gone");
    }

    /// SUP-17
    async fn everything_of_a_customer_is_on_one_page_and_beside_their_requests(world: World) {
        let ada = customer(&world, ADA).await;
        let bob = customer(&world, "bob@example.com").await;
        product(&world, "beacon").await;
        license(&world, "beacon", Holder::Account(ada), 100).await;
        let one = ask(&world, ada, None, &question("Where is the lantern")).await;
        let two = ask(&world, ada, None, &question("And its oil")).await;
        ask(&world, bob, None, &question("Of somebody else")).await;
        let mut browser = staff(&world, "support");
        let page = browser.get(&format!("/staff/accounts/{ada}")).await.expect(StatusCode::OK).body;
        for what in ["The beacon", "Where is the lantern", "And its oil", "don’t belong to a company", "No devices use a license"] {
            assert!(page.contains(what), "{what}: {page}");
        }
        assert!(!page.contains("Of somebody else"));
        let firm = firm(&world, "acme").await;
        let page = browser.get(&format!("/staff/accounts/{}", firm.owner.account)).await.expect(StatusCode::OK).body;
        assert!(page.contains("Olga Owner") && page.contains("acme"), "{page}");
        // Privacy looks at people, not at what they have or ask.
        let page = staff(&world, "privacy").get(&format!("/staff/accounts/{ada}")).await.expect(StatusCode::OK).body;
        assert!(!page.contains("The beacon") && !page.contains("Where is the lantern"), "{page}");
        let page = browser.get(&format!("/staff/requests/{one}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("And its oil") && !page.contains("Of somebody else"), "{page}");
        for tab in ["licenses", "devices", "company", "requests"] {
            assert!(page.contains(&format!("href=\"/staff/accounts/{ada}/{tab}\"")), "{tab}: {page}");
        }
        // What goes on in another one is taken out from there too.
        merge(&agent(&world), two, &row(&world, one).await.number).await.unwrap();
        let page = browser.get(&format!("/staff/requests/{one}")).await.expect(StatusCode::OK).body;
        let undo = format!("/staff/requests/{two}/unmerge");
        assert!(page.contains(&undo), "{page}");
        browser.post(&undo, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(row(&world, two).await.merged_into, None);
    }
}
