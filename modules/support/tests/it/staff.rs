//! What staff do with requests: lists, pages, assignment, merging, settings, contracts (SUP-17, SUP-23, LIC-27).

use crate::*;
use axum::http::StatusCode;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::PaginatorTrait as _;
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_support::actions::assign::{To, assign};
use gatehouse_support::actions::link::link;
use gatehouse_support::actions::merge::{merge, unmerge};
use gatehouse_support::actions::save_canned::{SaveCanned, save_canned};
use gatehouse_support::actions::save_queue::{SaveQueue, add_rule, raise_rule, save_queue};
use gatehouse_support::actions::sort::{Sort, sort};
use gatehouse_support::actions::watch::watch;
use gatehouse_support::model::queue_rules::Wanted;
use gatehouse_support::model::work::Work;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{canned_answer, request_link, request_viewer, support_queue};
use gatehouse_testkit::{both_engines, program, staff};

const NOBODY: &str = "0199a0c2-7d00-7000-8000-000000000099";

both_engines! {
    /// SUP-17
    async fn staff_find_read_and_answer(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Where is the lantern")).await;
        let number = row(&world, id).await.number;
        let mut browser = staff(&world, "support");
        let list = browser.get("/staff/requests").await.expect(StatusCode::OK).body;
        assert!(list.contains(&number) && list.contains("Where is the lantern"), "{list}");
        let found = browser.post("/staff/requests", &[("q", "everywhere")]).await;
        assert_eq!(found.location(), format!("/staff/requests/{id}"), "the one hit");
        let none = browser.post("/staff/requests", &[("q", "hippopotamus")]).await.expect(StatusCode::OK).body;
        assert!(!none.contains(&number), "{none}");
        let page = browser.get(&format!("/staff/requests/{id}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("I looked everywhere."), "{page}");
        let at = format!("/staff/requests/{id}/answer");
        let empty = browser.post(&at, &[("act", "answer"), ("text", " ")]).await;
        empty.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let note = format!("/staff/requests/{id}/note");
        browser.post(&note, &[("note", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        browser.post(&note, &[("note", "Known bug seventeen.")]).await.expect(StatusCode::SEE_OTHER);
        let version = row(&world, id).await.version.to_string();
        let sent = [("act", "answer"), ("text", "On the shelf."), ("becomes", "awaiting_answer"), ("version", version.as_str())];
        browser.post(&at, &sent).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(row(&world, id).await.status, Status::AwaitingAnswer);
        browser.post(&at, &sent).await.expect(StatusCode::CONFLICT);
        let by_note = browser.post("/staff/requests", &[("q", "seventeen")]).await;
        assert_eq!(by_note.location(), format!("/staff/requests/{id}"), "notes are found by staff");
        assert_eq!(mails(&world, "support.answer", ADA).await.len(), 1, "a note is no answer");
    }

    /// SUP-17
    async fn whoever_is_not_of_support_gets_in_nowhere(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Mine")).await;
        for path in ["/staff/requests".to_owned(), format!("/staff/requests/{id}"), "/staff/contracts".to_owned(), "/staff/support".to_owned()] {
            staff(&world, "privacy").get(&path).await.expect(StatusCode::FORBIDDEN);
        }
        staff(&world, "licensing").get("/staff/support").await.expect(StatusCode::FORBIDDEN);
        let answered = staff(&world, "licensing").post(&format!("/staff/requests/{id}/answer"), &[("text", "x")]).await;
        answered.expect(StatusCode::FORBIDDEN);
        let mut support = staff(&world, "support");
        for below in ["", "/status?to=canceled_by_support", "/join", "/canned"] {
            support.get(&format!("/staff/requests/{NOBODY}{below}")).await.expect(StatusCode::NOT_FOUND);
        }
        for below in ["watch", "here", "assign", "sort", "incident", "unmerge", "answer", "note"] {
            let sent = [("to", "me"), ("text", "x"), ("note", "x")];
            support.post(&format!("/staff/requests/{NOBODY}/{below}"), &sent).await.expect(StatusCode::NOT_FOUND);
        }
        assert_eq!(code(assign(&world.cx_of(ada), id, To::Me, None).await), "staff.not_allowed");
        assert_eq!(code(sort(&world.cx_of(ada), id, Sort::default()).await), "staff.not_allowed");
        assert_eq!(code(merge(&world.cx_of(ada), id, "R").await), "staff.not_allowed");
    }

    /// SUP-17
    async fn of_those_who_take_one_at_once_one_has_it(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Whose")).await;
        let version = row(&world, id).await.version;
        let all = (0..8).map(|_| {
            let cx = agent(&world);
            tokio::spawn(async move { assign(&cx, id, To::Me, Some(version)).await.is_ok() })
        });
        let mut done = 0;
        for one in all.collect::<Vec<_>>() {
            done += usize::from(one.await.unwrap());
        }
        assert_eq!(done, 1);
        let row = row(&world, id).await;
        assert!(row.assignee_id.is_some() && row.work == Work::Assigned);
        assert!(is_whole(&world, id).await);
        assert_eq!(code(assign(&agent(&world), id, To::Colleague(Uuid::from_u128(7)), None).await), "request.colleague");
        assign(&agent(&world), id, To::Nobody, None).await.unwrap();
        assert_eq!(crate::row(&world, id).await.work, Work::New);
    }

    /// SUP-17
    async fn several_are_done_once_however_often_the_form_is_sent(world: World) {
        let ada = customer(&world, ADA).await;
        let one = ask(&world, ada, None, &question("One")).await;
        let two = ask(&world, ada, None, &question("Two")).await;
        let (first, second) = (one.to_string(), two.to_string());
        let mut browser = staff(&world, "support");
        let asked = browser.post("/staff/requests/chosen", &[("act", "cancel"), ("row", first.as_str())]).await;
        asked.expect(StatusCode::OK);
        let sure = [("act", "cancel"), ("row", first.as_str()), ("row", second.as_str()), ("sure", "true"), ("key", "k1"), ("reason", "unwanted")];
        for _ in 0..2 {
            browser.post("/staff/requests/chosen", &sure).await.expect(StatusCode::OK);
        }
        for id in [one, two] {
            assert_eq!(row(&world, id).await.status, Status::CanceledBySupport);
            assert_eq!(events(&world, id).await.len(), 2, "once");
        }
        assert_eq!(mails(&world, "support.ended", ADA).await.len(), 2);
    }

    /// SUP-17
    async fn what_is_merged_can_be_taken_apart_and_nobody_gains_or_loses_sight(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let one = ask(&world, ada, None, &question("Again")).await;
        let two = ask(&world, ada, None, &question("First")).await;
        let others = ask(&world, bob, None, &question("Mine")).await;
        let number = |id: Uuid| { let world = &world; async move { row(world, id).await.number } };
        let cx = agent(&world);
        assert_eq!(code(merge(&cx, one, &number(others).await).await), "request.other_people");
        assert_eq!(code(merge(&cx, one, &number(one).await).await), "request.itself");
        assert_eq!(code(merge(&cx, one, "R-99").await), "request.target");
        merge(&cx, one, &number(two).await).await.unwrap();
        assert_eq!(row(&world, one).await.merged_into, Some(two));
        assert_eq!(row(&world, one).await.step_at, None);
        let said = Answer { text: "Still".into() };
        assert_eq!(code(answer(&world.cx_of(ada), None, one, &said).await), "request.merged");
        assert_eq!(code(merge(&cx, two, &number(one).await).await), "request.step");
        let page = staff(&world, "support").get(&format!("/staff/requests/{two}")).await.expect(StatusCode::OK).body;
        assert!(page.contains(&number(one).await), "what went on in it is read there");
        for (account, sees) in [(ada, true), (bob, false)] {
            let cx = world.cx_of(account);
            for id in [one, two] {
                let seen = Viewer::own(&cx).unwrap().see(&cx, cx.read(), id).await.unwrap();
                assert_eq!(seen.is_some(), sees);
            }
        }
        unmerge(&cx, one).await.unwrap();
        assert_eq!(code(unmerge(&cx, one).await), "request.not_merged");
        answer(&world.cx_of(ada), None, one, &said).await.unwrap();
        link(&cx, one, &number(others).await).await.unwrap();
        link(&cx, others, &number(one).await).await.unwrap();
        let links = request_link::Entity::find().filter(request_link::Column::UndoneAt.is_null());
        assert_eq!(links.count(world.app.db.reader()).await.unwrap(), 1, "one link, whichever way it is made");
        assert!(is_whole(&world, one).await && is_whole(&world, two).await);
    }

    /// SUP-17
    async fn rules_send_new_requests_into_queues(world: World) {
        let lead = agent(&world);
        let queue = async |name: &str, others| {
            save_queue(&lead, None, &SaveQueue { name: name.into(), others, archived: false }).await.unwrap()
        };
        let (rest, japan, portal) = (queue("Rest", true).await, queue("Japan", false).await, queue("Portal", false).await);
        assert_eq!(code(save_queue(&lead, None, &SaveQueue { name: "Rest".into(), ..SaveQueue::default() }).await), "setting.taken");
        let of_japan = Wanted { countries: vec!["JP".into()], ..Wanted::default() };
        let of_portal = Wanted { categories: vec!["portal".into()], ..Wanted::default() };
        add_rule(&lead, japan, &of_japan).await.unwrap();
        let second = add_rule(&lead, portal, &of_portal).await.unwrap();
        let ada = customer(&world, ADA).await;
        let first = ask(&world, ada, None, &question("One")).await;
        assert_eq!(row(&world, first).await.queue_id, Some(japan));
        raise_rule(&lead, second).await.unwrap();
        let next = ask(&world, ada, None, &question("Two")).await;
        assert_eq!(row(&world, next).await.queue_id, Some(portal));
        assert_eq!(row(&world, first).await.queue_id, Some(japan), "what lies there stays");
        save_queue(&lead, Some(portal), &SaveQueue { name: "Portal".into(), others: false, archived: true }).await.unwrap();
        assert_eq!(code(sort(&lead, first, Sort { queue: Some(portal), ..Sort::default() }).await), "request.queue");
        sort(&lead, first, Sort { queue: Some(rest), ..Sort::default() }).await.unwrap();
        let page = staff(&world, "support").get("/staff/support").await.expect(StatusCode::OK).body;
        assert!(page.contains("Japan"), "{page}");
        let others = support_queue::Entity::find().filter(support_queue::Column::Others.eq(true));
        assert_eq!(others.count(world.app.db.reader()).await.unwrap(), 1);
        let licensing = world.cx_staff(&[Role::Licensing]);
        assert_eq!(code(save_queue(&licensing, None, &SaveQueue { name: "X".into(), ..SaveQueue::default() }).await), "staff.not_allowed");
    }

    /// SUP-17
    async fn a_look_writes_nothing_and_an_open_page_says_so_by_a_post(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Look")).await;
        let mut browser = staff(&world, "support");
        browser.get(&format!("/staff/requests/{id}")).await.expect(StatusCode::OK);
        let there = || async { request_viewer::Entity::find().count(world.app.db.reader()).await.unwrap() };
        assert_eq!(there().await, 0);
        for _ in 0..2 {
            browser.post(&format!("/staff/requests/{id}/here"), &[("writing", "true")]).await.expect(StatusCode::OK);
        }
        assert_eq!(there().await, 1);
        let other = gatehouse_support::actions::presence::here(&agent(&world), id, false).await.unwrap();
        assert!(other.is_empty(), "nobody else");
    }

    /// SUP-17
    async fn canned_answers_are_filled_from_the_request(world: World) {
        let texts = [("en".to_owned(), "Dear [name]: [number].".to_owned())].into();
        let canned = SaveCanned { name: "Hello".into(), folder: String::new(), texts };
        let canned = save_canned(&agent(&world), None, &canned).await.unwrap();
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Hello")).await;
        let number = row(&world, id).await.number;
        let mut browser = staff(&world, "support");
        browser.get(&format!("/staff/requests/{id}/canned")).await.expect(StatusCode::OK);
        let page = browser.get(&format!("/staff/requests/{id}?canned={canned}")).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!(": {number}.")), "{page}");
        let made_of = canned.to_string();
        let sent = [("act", "answer"), ("text", "Dear Ada."), ("canned", made_of.as_str())];
        browser.post(&format!("/staff/requests/{id}/answer"), &sent).await.expect(StatusCode::SEE_OTHER);
        let kept = canned_answer::Entity::find_by_id(canned).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((kept.used, kept.used_at), (1, Some(world.cx().now())));
        let lang = [("name", "Hi"), ("text_ja", "こんにちは")];
        browser.post("/staff/answers/new", &lang).await.expect(StatusCode::SEE_OTHER);
        browser.post("/staff/answers/new", &[("name", "Hi")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// LIC-27, SUP-3
    async fn a_contract_is_entered_on_its_page(world: World) {
        let firm = firm(&world, "acme").await;
        let product = product(&world, "lantern").await;
        let mut clerk = staff(&world, "licensing");
        let company = firm.id.to_string();
        let product = product.to_string();
        let sent = [
            ("company", company.as_str()),
            ("number", "C-17"),
            ("name", "Premium"),
            ("level", "premium"),
            ("units", "5"),
            ("critical", "true"),
            ("starts", "2026-01-01"),
            ("ends", "2036-01-01"),
            ("products", product.as_str()),
            ("contacts", "Carl <carl@example.com>, 1"),
        ];
        clerk.post("/staff/contracts/new", &[("company", "nobody")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let entered = clerk.post("/staff/contracts/new", &sent).await;
        let at = entered.location().to_owned();
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("carl@example.com") && page.contains("C-17"), "{page}");
        clerk.post("/staff/contracts/new", &sent).await.expect(StatusCode::CONFLICT);
        let list = clerk.get("/staff/contracts").await.expect(StatusCode::OK).body;
        assert!(list.contains("C-17") && list.contains("acme"), "{list}");
        clerk.post(&format!("{at}/contacts"), &[("contacts", "dora@example.com")]).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("dora@example.com") && !page.contains("carl@example.com"), "{page}");
        let tab = clerk.get(&format!("/staff/companies/{}/support", firm.id)).await.expect(StatusCode::OK).body;
        assert!(tab.contains("C-17"), "{tab}");
        staff(&world, "lab").post("/staff/contracts/new", &sent).await.expect(StatusCode::FORBIDDEN);
    }

    /// SUP-23, SUP-16
    async fn a_caller_has_a_request_and_a_history_comes_along(world: World) {
        let (ada, new) = (customer(&world, ADA).await, customer(&world, "new@example.com").await);
        let mut browser = staff(&world, "support");
        let account = ada.to_string();
        browser.get(&format!("/staff/requests/new?account={account}")).await.expect(StatusCode::OK);
        let sent = [
            ("channel", "call"),
            ("account", account.as_str()),
            ("category", "portal"),
            ("subject", "Called"),
            ("description", "Asked on the phone."),
        ];
        let opened = browser.post("/staff/requests/new", &sent).await;
        assert!(opened.location().starts_with("/staff/requests/"), "{}", opened.location());
        assert_eq!(mails(&world, "support.opened", ADA).await.len(), 1);
        let tab = browser.get(&format!("/staff/accounts/{ada}/requests")).await.expect(StatusCode::OK).body;
        assert!(tab.contains("Called"), "{tab}");
        let carry = [("to", "new@example.com"), ("reason", "Passport seen"), ("identity", "true")];
        let at = format!("/staff/accounts/{ada}/carry-requests");
        assert!(browser.post(&at, &carry).await.location().starts_with("/staff/step-up"));
        let mut proven = staff(&world, "support-proven");
        proven.post(&at, &[("to", "new@example.com"), ("reason", "x")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        proven.post(&at, &carry).await.expect(StatusCode::SEE_OTHER);
        let tab = browser.get(&format!("/staff/accounts/{new}/requests")).await.expect(StatusCode::OK).body;
        assert!(tab.contains("Called"), "{tab}");
    }

    /// SUP-17: whoever follows a request is mailed what its customer writes
    async fn following_a_request_stands_in_the_audit_log(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Followed")).await;
        let cx = agent(&world);
        for follows in [true, true, false, false] {
            watch(&cx, id, follows).await.unwrap();
        }
        for kind in ["request.followed", "request.unfollowed"] {
            let filter = AuditFilter { subject: Some(id), kind: Some(kind.to_owned()), ..AuditFilter::default() };
            let lines = list(&cx, &filter, &PageRequest::default()).await.unwrap();
            assert_eq!(lines.items.len(), 1, "{kind}");
        }
    }

    /// SUP-17
    async fn programs_read_and_answer_by_their_scope(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("By program")).await;
        let number = row(&world, id).await.number;
        let mut reader = program(&world, "requests:read");
        let list = reader.get("/api/v1/requests").await.expect(StatusCode::OK).body;
        assert!(list.contains(&number), "{list}");
        let said = reader.get(&format!("/api/v1/requests/{id}/messages")).await.expect(StatusCode::OK).body;
        assert!(said.contains("I looked everywhere."), "{said}");
        reader.get(&format!("/api/v1/requests/{NOBODY}")).await.expect(StatusCode::NOT_FOUND);
        program(&world, "licenses:read").get("/api/v1/requests").await.expect(StatusCode::FORBIDDEN);
        reader.get("/api/v1/contracts").await.expect(StatusCode::FORBIDDEN);
    }

    /// LIC-27, ALL-8
    async fn programs_enter_contracts_once(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        let mut writer = program(&world, "contracts:write");
        let body = |product: Uuid, ends: &str| {
            serde_json::json!({ "number": "C-1", "company": firm.id, "name": "Premium", "level": "premium", "units": 3, "starts": "2026-01-01",
                "ends": ends, "products": [product], "contacts": [{ "name": "Owner", "email": "owner@acme.example.com" }] })
        };
        let mut send = async |body: serde_json::Value| writer.json(axum::http::Method::POST, "/api/v1/contracts", &body).await;
        let unknown = send(body(world.cx().id(), "2030-12-31")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.body.contains("contract.products"), "{}", unknown.body);
        let over = send(body(beacon, "2025-12-31")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(over.body.contains("contract.term"), "{}", over.body);
        let made = send(body(beacon, "2030-12-31")).await.expect(StatusCode::CREATED).body;
        assert!(made.contains("\"left\":3") && made.contains("\"state\":\"active\""), "{made}");
        let again = send(body(beacon, "2030-12-31")).await.expect(StatusCode::CONFLICT);
        assert!(again.body.contains("contract.taken"), "{}", again.body);
    }
}
