//! How requests begin: by customers (SUP-1, SUP-2, SUP-6, SUP-22), staff (SUP-23) and strangers (SUP-16).

use crate::*;
use gatehouse_core::refuse;
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
use gatehouse_support::actions::open_public::{OpenPublic, open_public};
use gatehouse_support::actions::save_draft::{SaveDraft, save_draft};
use gatehouse_support::model::number::Number;
use gatehouse_support::model::request::Channel;
use gatehouse_support::refusals::OpenRefusal;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{queue_rule, request_draft, support_queue};
use gatehouse_testkit::both_engines;

both_engines! {
    /// SUP-6, SUP-13
    async fn a_request_gets_its_number_and_its_author_a_mail_at_once(world: World) {
        let ada = customer(&world, ADA).await;
        let first = open_request(&world.cx_of(ada), None, &question("Where is my license?")).await.unwrap();
        let second = open_request(&world.cx_of(ada), None, &question("And my order?")).await.unwrap();
        assert!(first.number < second.number);
        let stored = row(&world, first.id).await;
        assert_eq!(Number::parse(&stored.number), Some(first.number));
        assert_eq!((stored.status, stored.level, stored.lang.as_str()), (Status::Processing, Level::Standard, "en"));
        let mail = mails(&world, "support.opened", ADA).await.remove(0);
        assert_eq!(mail.subject, format!("[{}] Where is my license?", first.number));
        assert!(mail.text.contains(&first.number.to_string()) && mail.text.contains(&format!("/requests/{}", first.id)));
        let thread = mail.thread.unwrap();
        assert_eq!((thread.in_reply_to, thread.references.len(), thread.reply_to.is_some()), (None, 0, true));
        assert!(is_whole(&world, first.id).await);
        assert_eq!(messages(&world, first.id).await.len(), 1);
        // What people wrote stands nowhere in the clear.
        let dump = world.dump().await;
        assert!(!dump.contains("Where is my license") && !dump.contains("looked everywhere"));
    }

    /// SUP-1, SUP-2
    async fn a_form_names_everything_that_is_wrong_with_it(world: World) {
        let ada = customer(&world, ADA).await;
        let cx = world.cx_of(ada);
        let nothing = OpenRequest { category: "technical".into(), ..OpenRequest::default() };
        let refused = open_request(&cx, None, &nothing).await.unwrap_err();
        let Some(OpenRefusal::Invalid(invalid)) = refused.refusal() else { panic!("{refused:?}") };
        let said = format!("{invalid:?}");
        for field in ["subject", "description", "product", "fields.kind", "fields.os"] {
            assert!(said.contains(field), "{field}: {said}");
        }
        let apns = OpenRequest { category: "apns".into(), ..question("A certificate") };
        assert_eq!(code(open_request(&cx, None, &apns).await), "request.category", "home customers have none");
        let unknown = OpenRequest { follows: "R-260000001-1".into(), ..question("Again") };
        assert_eq!(code(open_request(&cx, None, &unknown).await), "input.unknown");
    }

    /// SUP-22
    async fn technical_support_takes_a_running_license(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        let cx = world.cx_of(ada);
        assert_eq!(code(open_request(&cx, None, &technical(beacon)).await), "request.no_license");
        license(&world, "beacon", Holder::Account(ada), -1).await;
        assert_eq!(code(open_request(&cx, None, &technical(beacon)).await), "request.no_license", "it has ended");
        let running = license(&world, "beacon", Holder::Account(ada), 30).await;
        let opened = open_request(&cx, None, &technical(beacon)).await.unwrap();
        assert_eq!(row(&world, opened.id).await.license_id, Some(running));
        let products = gatehouse_support::queries::licensed::products(&cx, cx.read(), Holder::Account(ada)).await.unwrap();
        assert_eq!(products.iter().map(|product| product.id).collect::<Vec<_>>(), [beacon]);
        // At home and in the company are two grounds.
        let firm = firm(&world, "acme").await;
        let owner = world.cx_of(firm.owner.account);
        assert_eq!(code(open_request(&owner, Some(firm.id), &technical(beacon)).await), "request.no_license");
    }

    /// SUP-1
    async fn what_goes_to_the_threat_portal_is_closed_here(world: World) {
        let ada = customer(&world, ADA).await;
        let threat = OpenRequest {
            category: "threat".into(),
            fields: [("kind", "missed"), ("object", "https://evil.example/x")]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .into(),
            ..question("It was missed")
        };
        let id = ask(&world, ada, None, &threat).await;
        let stored = row(&world, id).await;
        assert_eq!(stored.status, Status::ClosedRedirected);
        assert!(stored.closed_at.is_some() && !stored.active);
    }

    /// SUP-2
    async fn a_draft_becomes_the_request_once(world: World) {
        let (ada, eve) = (customer(&world, ADA).await, customer(&world, "eve@example.com").await);
        let cx = world.cx_of(ada);
        let form = serde_json::json!({ "subject": "half a sentence" });
        let new = SaveDraft { draft: None, category: None, form, version: None, begins: false };
        let saved = save_draft(&cx, None, &new).await.unwrap();
        let again = SaveDraft { draft: Some(saved.id), version: Some(saved.version), ..new.clone() };
        assert_eq!(save_draft(&cx, None, &again).await.unwrap().version, 2);
        assert_eq!(code(save_draft(&cx, None, &again).await), "request.draft_changed", "another window was first");
        let input = OpenRequest { draft: saved.id.to_string(), ..question("A whole sentence") };
        assert_eq!(code(open_request(&world.cx_of(eve), None, &input).await), "request.draft", "it is not theirs");
        let opened = open_request(&cx, None, &input).await.unwrap();
        assert_eq!(opened.id, saved.id, "its files and its key are the request's");
        assert_eq!(code(open_request(&cx, None, &input).await), "request.draft", "sent twice");
        assert_eq!(request_draft::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
        assert!(!world.dump().await.contains("half a sentence"));
    }

    /// SUP-9
    async fn a_new_request_names_the_ended_one(world: World) {
        let ada = customer(&world, ADA).await;
        let cx = world.cx_of(ada);
        let first = open_request(&cx, None, &question("One")).await.unwrap();
        close(&cx, None, first.id, &Close { confirm: "true".into() }).await.unwrap();
        let next = OpenRequest { follows: first.number.to_string().to_lowercase(), ..question("Two") };
        let second = ask(&world, ada, None, &next).await;
        assert_eq!(row(&world, second).await.follows_id, Some(first.id));
        let eve = customer(&world, "eve@example.com").await;
        let next = OpenRequest { follows: first.number.to_string(), ..question("Mine") };
        assert_eq!(code(open_request(&world.cx_of(eve), None, &next).await), "request.unknown");
    }

    /// SUP-23
    async fn staff_open_a_request_for_a_caller(world: World) {
        let ada = customer(&world, ADA).await;
        let input = OpenForCaller {
            channel: "call".into(),
            account: ada.to_string(),
            category: "technical".into(),
            subject: "Called about an error".into(),
            description: "It stops, he says.".into(),
            ..OpenForCaller::default()
        };
        assert_eq!(code(open_for_caller(&world.cx_of(ada), &input).await), "staff.not_allowed");
        let opened = open_for_caller(&agent(&world), &input).await.unwrap();
        let stored = row(&world, opened.id).await;
        assert_eq!((stored.channel, stored.account_id), (Channel::Call, Some(ada)));
        assert_eq!(mails(&world, "support.opened", ADA).await.len(), 1, "he gets the mails");
        let own = Viewer::own(&world.cx_of(ada)).unwrap();
        assert!(own.see(&world.cx(), world.app.db.reader(), opened.id).await.unwrap().is_some());
        // Somebody who has no account.
        let letter = OpenForCaller {
            channel: "letter".into(),
            account: String::new(),
            name: "Bo Letter".into(),
            email: "bo@example.com".into(),
            lang: "ru".into(),
            ..input.clone()
        };
        open_for_caller(&agent(&world), &letter).await.unwrap();
        let mail = mails(&world, "support.opened", "bo@example.com").await.remove(0);
        assert_eq!(mail.lang, "ru");
        assert!(!world.dump().await.contains("bo@example.com"));
        let wrong = OpenForCaller { channel: "pigeon".into(), ..input };
        assert_eq!(code(open_for_caller(&agent(&world), &wrong).await), "input.not_a_choice");
    }

    /// SUP-16
    async fn who_cannot_sign_in_asks_by_the_public_form(world: World) {
        let input = OpenPublic {
            category: "access".into(),
            name: "Bo Stranger".into(),
            email: "Bo@Example.com".into(),
            subject: "My mailbox is gone".into(),
            description: "I have a new one.".into(),
            fields: [("kind".to_owned(), "lost_mailbox".to_owned())].into(),
            ..OpenPublic::default()
        };
        let visitor = world.cx_as(gatehouse_core::Actor::Visitor);
        // Without the answer to the human check nothing is stored.
        assert!(open_public(&visitor, &input).await.unwrap_err().refusal().is_some());
        assert_eq!(request::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
        let technical = OpenPublic { category: "technical".into(), ..input };
        assert_eq!(code(open_public(&visitor, &technical).await), "request.category");
    }

    /// SUP-17
    async fn a_new_request_finds_its_queue(world: World) {
        let cx = world.cx();
        let db = world.app.db.writer();
        let (japan, rest) = (cx.id(), cx.id());
        for (id, name, others) in [(japan, "Japan", false), (rest, "Everything else", true)] {
            let queue =
                support_queue::Model { id, name: name.into(), place: 1, others, archived_at: None, version: 1 };
            support_queue::Entity::insert(queue.into_active_model()).exec_without_returning(db).await.unwrap();
        }
        let wanted = serde_json::json!({ "products": [], "countries": ["JP"], "languages": [], "levels": [], "categories": ["portal"] });
        let rule = queue_rule::Model { id: cx.id(), queue_id: japan, place: 1, wanted: wanted.to_string(), version: 1 };
        queue_rule::Entity::insert(rule.into_active_model()).exec_without_returning(db).await.unwrap();
        let ada = customer(&world, ADA).await;
        let asked = ask(&world, ada, None, &question("From Tokyo")).await;
        assert_eq!(row(&world, asked).await.queue_id, Some(japan));
        let thanks = OpenRequest {
            category: "feedback".into(),
            fields: [("kind", "thanks".to_owned()), ("about", row(&world, asked).await.number)]
                .map(|(name, text)| (name.to_owned(), text))
                .into(),
            ..question("Thank you")
        };
        let asked = ask(&world, ada, None, &thanks).await;
        assert_eq!(row(&world, asked).await.queue_id, Some(rest));
    }
}

/// A refusal is made as actions make it.
#[test]
fn a_refusal_has_its_code() {
    assert_eq!(code::<(), _>(Err(refuse(OpenRefusal::Category))), "request.category");
}
