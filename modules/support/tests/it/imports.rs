//! Requests of other programs are stored (SUP-17, ACC-18): once, with their dates, people and messages, and without a mail to anybody.

use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_core::{Moment, Outcome};
use gatehouse_db::sea_orm::ActiveModelTrait as _;
use gatehouse_support::actions::begin_import::{NewImport, begin_by_program, begin_import, drop_import, start_import};
use gatehouse_support::actions::run_import::{File, Importing, run_import};
use gatehouse_support::actions::save_queue::{SaveQueue, save_queue};
use gatehouse_support::model::import::refused::FileRefused;
use gatehouse_support::model::message::{Audience, Author};
use gatehouse_support::model::request::{Channel, ImportSource, ImportState};
use gatehouse_support::queries::conversation;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{import_item, import_run, request_person};
use gatehouse_testkit::{both_engines, staff};
use serde_json::{Value, json};
use std::io::{self, Cursor};

/// A file in memory.
struct Held(String);

impl Importing for Held {
    fn open(&self) -> io::Result<File> {
        Ok(Box::new(Cursor::new(self.0.clone().into_bytes())))
    }

    fn is_at(&self, _: &import_run::Model) {}
}

async fn import(world: &World, source: ImportSource, file: &str, dry: bool) -> Outcome<import_run::Model, FileRefused> {
    let cx = Cx::program(&world.app, "import");
    let run = begin_by_program(&cx, ("March", source), Lang::En, dry).await.unwrap();
    run_import(&cx, run, &Held(file.to_owned()), None).await
}

fn counts(run: &import_run::Model) -> (i64, i64, i64) {
    (run.taken, run.passed, run.refused)
}

async fn requests(world: &World) -> Vec<request::Model> {
    request::Entity::find().order_by_asc(request::Column::OpenedAt).all(world.app.db.reader()).await.unwrap()
}

fn at(text: &str) -> Moment {
    Moment::from(text.parse::<jiff::Timestamp>().unwrap())
}

/// Ada asks, Bo of the staff answers and notes, Eve writes too.
fn zendesk() -> Value {
    json!({
        "id": 35436, "subject": "Lamp is dark", "status": "pending", "tags": ["vip", "lamps"], "requester_id": 1,
        "created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-02T10:00:00Z",
        "comments": [
            {"id": 7, "author_id": 1, "body": "It is dark here.", "public": true, "created_at": "2026-03-01T10:00:00Z",
             "attachments": [{"file_name": "dark.png"}]},
            {"id": 8, "author_id": 2, "body": "Known gremlin.", "public": false, "created_at": "2026-03-01T11:00:00Z"},
            {"id": 9, "author_id": 2, "body": "Turn it on.", "public": true, "created_at": "2026-03-01T12:00:00Z"},
            {"id": 10, "author_id": 3, "body": "Same with me.", "public": true, "created_at": "2026-03-02T10:00:00Z"}
        ]
    })
}

fn export(tickets: &[Value]) -> String {
    let users = json!([
        {"id": 1, "name": "Ada Canary", "email": "ADA@example.com", "role": "end-user"},
        {"id": 2, "name": "Bo", "email": "bo@vendor.example", "role": "agent"},
        {"id": 3, "name": "Eve", "email": "eve@other.example", "role": "end-user"},
    ]);
    json!({ "tickets": tickets, "users": users }).to_string()
}

both_engines! {
    /// SUP-17
    async fn a_ticket_becomes_its_authors_request_once_and_nobody_is_mailed(world: World) {
        let ada = customer(&world, ADA).await;
        let queue = SaveQueue { name: "Lamps".into(), ..SaveQueue::default() };
        let lamps = save_queue(&agent(&world), None, &queue).await.unwrap();
        let before = world.mails().await.len();
        let file = export(&[zendesk()]);
        let dry = import(&world, ImportSource::Zendesk, &file, true).await.unwrap();
        assert_eq!((dry.state, counts(&dry)), (ImportState::Checked, (1, 0, 0)));
        assert_eq!(requests(&world).await, [], "nothing was stored");
        let run = import(&world, ImportSource::Zendesk, &file, false).await.unwrap();
        assert_eq!((run.state, counts(&run)), (ImportState::Done, (1, 0, 0)));
        let row = requests(&world).await.pop().unwrap();
        assert_eq!((row.account_id, row.channel, row.status), (Some(ada), Channel::Import, Status::AwaitingAnswer));
        assert_eq!((row.opened_at, row.updated_at), (at("2026-03-01T10:00:00Z"), at("2026-03-02T10:00:00Z")));
        assert_eq!(row.first_answer_at, Some(at("2026-03-01T12:00:00Z")));
        assert_eq!((row.queue_id, row.due_at), (Some(lamps), None));
        assert!(row.step_at.unwrap() > world.cx().now(), "the wait begins now");
        assert!(is_whole(&world, row.id).await);
        let cx = world.cx_of(ada);
        let viewer = Viewer::own(&cx).unwrap();
        let seen = viewer.see(&cx, cx.read(), row.id).await.unwrap().unwrap();
        let (said, _) = conversation::messages(&cx, &seen, true).await.unwrap();
        let texts: Vec<_> = said.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["It is dark here.", "Turn it on.", "Same with me."]);
        assert_eq!((said[0].row.account_id, said[1].row.author), (Some(ada), Author::Staff));
        assert_eq!(said[0].row.at, at("2026-03-01T10:00:00Z"));
        let notes = messages(&world, row.id).await.into_iter().filter(|one| one.audience == Audience::Internal);
        assert_eq!(notes.count(), 2, "the note, and what is known besides");
        // Eve is known by name, and belongs to it no more.
        let people = request_person::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(people.iter().filter(|one| one.removed_at.is_some()).count(), 1);
        assert_eq!(world.mails().await.len(), before, "nobody was told");
        // Staff find it by its old number, its words and its notes.
        let mut browser = staff(&world, "support");
        for words in ["35436", "dark", "gremlin", "dark.png"] {
            let found = browser.post("/staff/requests", &[("q", words)]).await;
            assert_eq!(found.location(), format!("/staff/requests/{}", row.id), "{words}");
        }
        let page = browser.get(&format!("/staff/requests/{}", row.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("dark.png") && page.contains("35436") && page.contains("Eve"), "{page}");
        // The same file again doubles nothing.
        let again = import(&world, ImportSource::Zendesk, &file, false).await.unwrap();
        assert_eq!(counts(&again), (0, 1, 0));
        assert_eq!(requests(&world).await.len(), 1);
        assert_eq!(messages(&world, row.id).await.len(), 5);
    }

    /// SUP-17
    async fn what_is_refused_is_told_with_why_and_the_others_come(world: World) {
        customer(&world, ADA).await;
        let with = |id: i64, change: &[(&str, Value)]| {
            let mut ticket = zendesk();
            ticket["id"] = json!(id);
            for (member, value) in change {
                ticket[*member] = value.clone();
            }
            ticket
        };
        let old = [
            ("status", json!("closed")), ("requester_id", json!(3)),
            ("created_at", json!("2020-01-01T10:00:00Z")), ("updated_at", json!("2020-01-02T10:00:00Z")),
        ];
        let of_ada = [old[0].clone(), old[2].clone(), old[3].clone()];
        let tickets = [
            with(1, &[]),
            with(2, &[("status", json!("lost"))]),
            with(3, &[("created_at", json!("2099-01-01T10:00:00Z"))]),
            with(4, &old),
            with(5, &of_ada),
        ];
        let file = export(&tickets);
        let dry = import(&world, ImportSource::Zendesk, &file, true).await.unwrap();
        let run = import(&world, ImportSource::Zendesk, &file, false).await.unwrap();
        assert_eq!((counts(&dry), counts(&run)), ((2, 0, 3), (2, 0, 3)));
        use import_item::{Column, Entity};
        let refused = Entity::find().filter(Column::RunId.eq(run.id)).filter(Column::Refusal.is_not_null());
        let refused = refused.order_by_asc(Column::Place).all(world.app.db.reader()).await.unwrap();
        let told: Vec<_> = refused.iter().map(|one| (one.place, one.refusal.as_deref().unwrap())).collect();
        assert_eq!(told, [(2, "import.status"), (3, "import.moment"), (4, "import.too_old")]);
        // Ada's old request is hers, however old it is.
        assert!(requests(&world).await.iter().all(|row| row.account_id.is_some() && row.erase_at.is_none()));
        let report = staff(&world, "support").get(&format!("/staff/imports/items.csv?run={}", run.id)).await;
        let report = report.expect(StatusCode::OK).body;
        assert!(report.contains("import.too_old") && report.lines().count() == 6, "{report}");
        assert!(!report.contains("Lamp is dark"), "nothing of the texts stands in it");
        // What was refused is forgotten, what was taken is not.
        days(&world, 92).await;
        let left = Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(left.iter().filter(|one| one.refusal.is_some()).count(), 0);
        assert_eq!(left.len(), 2);
        assert_eq!(import_run::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
    }

    /// SUP-17
    async fn articles_come_with_their_ticket_or_behind_it(world: World) {
        let ticket = json!({"id": 5, "number": "22005", "title": "Accès", "state": "closed", "customer": "eve@other.example",
            "created_at": "2026-09-01T10:00:00Z", "updated_at": "2026-09-02T10:00:00Z"});
        let article = |id: i64, ticket: i64, body: &str| json!({"id": id, "ticket_id": ticket, "created_by": "eve@other.example",
            "sender": "Customer", "content_type": "text/html", "body": body, "created_at": "2026-09-01T10:00:00Z"});
        let articles = json!([article(9, 5, "<p>One <b>thing</b></p>"), article(10, 5, "Two"), article(11, 6, "Lost")]);
        let file = format!(r#"{{"tickets":[{ticket}],"articles":{articles}}}"#);
        let dry = import(&world, ImportSource::Zammad, &file, true).await.unwrap();
        let run = import(&world, ImportSource::Zammad, &file, false).await.unwrap();
        assert_eq!((counts(&dry), counts(&run)), ((3, 0, 1), (3, 0, 1)), "a message of a request that is not there");
        let row = requests(&world).await.pop().unwrap();
        assert_eq!((row.account_id, row.status, row.closed_at), (None, Status::Closed, Some(at("2026-09-02T10:00:00Z"))));
        assert_eq!(row.erase_at, Some(at("2026-09-02T10:00:00Z").plus(365 * DAY)), "of a person without an account");
        let page = staff(&world, "support").get(&format!("/staff/requests/{}", row.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("One thing") && page.contains("Two") && !page.contains("&lt;b&gt;"), "{page}");
        let again = import(&world, ImportSource::Zammad, &file, false).await.unwrap();
        assert_eq!(counts(&again), (0, 3, 1));
        assert_eq!(messages(&world, row.id).await.len(), 3, "two messages and the note");
    }

    /// ACC-18
    async fn requests_of_any_portal_come_by_csv(world: World) {
        let ada = customer(&world, ADA).await;
        let text: String = (0..100).map(|line| format!("line {line}\n")).collect();
        let file = format!(
            "request;opened_at;subject;status;email;name;at;from;message\n\
             A-1;2026-03-01T10:00:00+09:00;Lamp;processing;{ADA};Ada;;;\"{text}\"\n\
             A-1;;;;;;2026-03-02T10:00:00Z;support;Turn it on\n\
             A-2;yesterday;Lamp;;;;;;x\n\
             A-3;2026-10-01T10:00:00Z;Old lamp;closed;eve@other.example;Eve;;;It was dark\n"
        );
        let run = import(&world, ImportSource::Csv, &file, false).await.unwrap();
        assert_eq!(counts(&run), (2, 0, 1));
        let all = requests(&world).await;
        assert_eq!((all[0].account_id, all[0].opened_at, all[0].status), (Some(ada), at("2026-03-01T01:00:00Z"), Status::Processing));
        assert_eq!(messages(&world, all[0].id).await.len(), 3);
        assert_eq!((all[1].account_id, all[1].status), (None, Status::Closed));
        let refused = import(&world, ImportSource::Csv, "request,subject\n1,x\n", false).await;
        assert_eq!(code(refused), "import.header");
        let refused = import(&world, ImportSource::Zendesk, "{\"id\":1", false).await;
        assert_eq!(code(refused), "import.malformed");
        let states = import_run::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(states.iter().filter(|run| run.state == ImportState::Failed).count(), 2);
    }

    /// SUP-17: a run that was killed begins again, and two at once double nothing
    async fn a_run_begins_again_where_things_are_here_already(world: World) {
        customer(&world, ADA).await;
        let tickets: Vec<Value> = (1..=40)
            .map(|id| {
                let mut ticket = zendesk();
                ticket["id"] = json!(id);
                ticket
            })
            .collect();
        let cx = Cx::program(&world.app, "import");
        let id = begin_by_program(&cx, ("Killed", ImportSource::Zendesk), Lang::En, false).await.unwrap();
        run_import(&cx, id, &Held(export(&tickets[..15])), None).await.unwrap();
        // As a killed process leaves it.
        let killed = import_run::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap();
        import_run::Model { state: ImportState::Running, ended_at: None, ..killed }
            .into_active_model()
            .reset_all()
            .update(world.app.db.writer())
            .await
            .unwrap();
        let same = begin_by_program(&cx, ("Killed", ImportSource::Zendesk), Lang::En, false).await.unwrap();
        assert_eq!(same, id, "the run of that name goes on");
        let other = begin_by_program(&cx, ("Other", ImportSource::Zendesk), Lang::En, false).await.unwrap();
        let (one, two) = (Held(export(&tickets)), Held(export(&tickets)));
        let (one, two) = tokio::join!(run_import(&cx, id, &one, None), run_import(&cx, other, &two, None));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.taken + two.taken, 40, "{one:?} {two:?}");
        assert_eq!((one.taken + one.passed, two.taken + two.passed), (40, 40));
        assert_eq!(requests(&world).await.len(), 40);
    }

    /// SUP-17, PRI-2: what was erased does not come again
    async fn what_was_erased_does_not_come_again(world: World) {
        let ada = customer(&world, ADA).await;
        let file = export(&[zendesk()]);
        import(&world, ImportSource::Zendesk, &file, false).await.unwrap();
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        let again = import(&world, ImportSource::Zendesk, &file, false).await.unwrap();
        assert_eq!(counts(&again), (0, 1, 0));
        let all = requests(&world).await;
        assert!(all.len() == 1 && all[0].erased_at.is_some());
    }

    /// SUP-17
    async fn staff_upload_look_and_let_it_be_stored(world: World) {
        customer(&world, ADA).await;
        let cx = agent(&world);
        let input = NewImport {
            name: "March".into(),
            source: "zendesk".into(),
            lang: "en".into(),
            file: export(&[zendesk()]).into_bytes().into(),
        };
        assert_eq!(code(begin_import(&world.cx_staff(&[Role::Lab]), &input).await), "staff.not_allowed");
        let wrong = NewImport { source: "csv".into(), ..input.clone() };
        assert!(begin_import(&cx, &wrong).await.is_err(), "rows are read where the file is");
        let run = begin_import(&cx, &input).await.unwrap();
        assert_eq!(code(start_import(&cx, run).await), "import.not_checked");
        world.run_jobs().await;
        let mut browser = staff(&world, "support");
        let page = browser.get(&format!("/staff/imports/{run}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Checked") && page.contains(&format!("/staff/imports/{run}/start")), "{page}");
        assert_eq!(requests(&world).await, []);
        browser.post(&format!("/staff/imports/{run}/start"), &[]).await.expect(StatusCode::SEE_OTHER);
        let waiting = browser.get(&format!("/staff/imports/{run}")).await.expect(StatusCode::OK).body;
        assert!(waiting.contains("data-progress-url"), "{waiting}");
        world.run_jobs().await;
        let progress = browser.get(&format!("/staff/imports/{run}/progress")).await.expect(StatusCode::OK).body;
        assert!(progress.contains("\"finished\":true"), "{progress}");
        assert_eq!(requests(&world).await.len(), 1);
        let row = import_run::Entity::find_by_id(run).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((row.state, row.file_id, counts(&row)), (ImportState::Done, None, (1, 0, 0)));
        browser.get("/staff/imports").await.expect(StatusCode::OK);
        browser.get("/staff/imports/new").await.expect(StatusCode::OK);
        browser.get("/staff/imports/items").await.expect(StatusCode::OK);
        staff(&world, "lab").get("/staff/imports").await.expect(StatusCode::FORBIDDEN);
        // One that is only looked at can be removed.
        let other = begin_import(&cx, &input).await.unwrap();
        world.run_jobs().await;
        drop_import(&cx, other).await.unwrap();
        assert_eq!(code(drop_import(&cx, other).await), "import.not_found");
        assert_eq!(code(drop_import(&cx, run).await), "import.not_checked");
    }
}
