//! Files of chats: sent by a form without script, scanned before anybody opens them, and copied into the request that the chat becomes.

use crate::pages::{signed_in, visitors};
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_chat::actions::begin_file::{Sender, begin_file};
use gatehouse_chat::actions::end::end;
use gatehouse_chat::actions::hand_over::hand_over_as_staff;
use gatehouse_chat::model::limits::{MOST_BEFORE, MOST_BYTES, MOST_FILES};
use gatehouse_chat::model::state::Author;
use gatehouse_chat::rights::By;
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_db::sea_orm::Set;
use gatehouse_files::tables::{file, upload};
use gatehouse_files::{FileName, ScanState, upload_address};
use gatehouse_support::tables::request_file;
use gatehouse_testkit::{Answer, Browser, both_engines, staff};

/// A form as a browser without script sends it.
async fn sent(browser: &mut Browser, path: &str, (name, content): (&str, &str)) -> Answer {
    let body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{content}\r\n--X--\r\n"
    );
    browser.send(Method::POST, path, Some("multipart/form-data; boundary=X"), body.into_bytes()).await
}

/// What the scanner says of a file.
async fn scanned(world: &World, file: Uuid, scan: ScanState) {
    let row = file::Entity::find_by_id(file).one(world.app.db.reader()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.scan = Set(scan);
    file::Entity::update(row).exec(world.app.db.writer()).await.unwrap();
}

/// What the button of a file gives, by the files' own origin.
async fn fetched(world: &World, browser: &mut Browser, at: &str) -> Answer {
    let led = browser.post(at, &[]).await;
    let Some(path) = led.location().strip_prefix("http://localhost:8080").map(str::to_owned) else { return led };
    world.browser().header("host", "localhost:8080").get(&path).await
}

async fn file_message(world: &World, chat: Uuid) -> chat_message::Model {
    messages(world, chat).await.into_iter().rfind(|one| one.file_id.is_some()).unwrap()
}

both_engines! {
    /// SUP-5, SUP-20
    async fn a_file_is_a_message_and_is_opened_by_both_sides_once_it_is_clean(world: World) {
        let mut vera = world.browser();
        let page = visitors(&mut vera).await;
        let chat = Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap();
        sent(&mut vera, &format!("{page}/send"), ("log.txt", "a line of a log")).await.expect(StatusCode::SEE_OTHER);
        let message = file_message(&world, chat).await;
        assert_eq!((message.author, message.staff_id), (Author::Customer, None));
        let shown = vera.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains("log.txt"), "{shown}");
        let at = format!("{page}/files/{}", message.id);
        fetched(&world, &mut vera, &at).await.expect(StatusCode::NOT_FOUND);
        scanned(&world, message.file_id.unwrap(), ScanState::Clean).await;
        let mine = fetched(&world, &mut vera, &at).await.expect(StatusCode::OK);
        assert_eq!(mine.body, "a line of a log");
        let mut clerk = staff(&world, "support");
        let theirs = fetched(&world, &mut clerk, &format!("/staff/chats/{chat}/files/{}", message.id)).await;
        assert_eq!(theirs.expect(StatusCode::OK).body, "a line of a log");
        fetched(&world, &mut world.browser(), &at).await.expect(StatusCode::NOT_FOUND);
        scanned(&world, message.file_id.unwrap(), ScanState::Infected).await;
        fetched(&world, &mut vera, &at).await.expect(StatusCode::NOT_FOUND);

        take(&agent(&world), chat, false).await.unwrap();
        sent(&mut clerk, &format!("/staff/chats/{chat}/send"), ("answer.txt", "how to")).await.expect(StatusCode::SEE_OTHER);
        let answer = file_message(&world, chat).await;
        assert_eq!(answer.author, Author::Staff);
        assert_eq!(answer.staff_id, agent(&world).actor.id());
        assert!(!world.dump().await.contains("answer.txt"), "names are sealed");
    }

    /// SUP-20, ALL-8
    async fn a_visitor_sends_a_few_files_before_somebody_has_joined(world: World) {
        let mut vera = world.browser();
        let page = visitors(&mut vera).await;
        let chat = Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap();
        let files = async || messages(&world, chat).await.iter().filter(|one| one.file_id.is_some()).count() as u64;
        for n in 0..=MOST_BEFORE {
            sent(&mut vera, &format!("{page}/send"), (&format!("{n}.txt"), "a line")).await.expect(StatusCode::SEE_OTHER);
        }
        assert_eq!(files().await, MOST_BEFORE);
        take(&agent(&world), chat, false).await.unwrap();
        sent(&mut vera, &format!("{page}/send"), ("more.txt", "a line")).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(files().await, MOST_BEFORE + 1);
    }

    /// SUP-20
    async fn a_visitor_who_signs_in_has_the_files_of_their_chat_still(world: World) {
        let mut vera = world.browser();
        let page = visitors(&mut vera).await;
        let chat = Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap();
        sent(&mut vera, &format!("{page}/send"), ("log.txt", "a line of a log")).await.expect(StatusCode::SEE_OTHER);
        let message = file_message(&world, chat).await;
        scanned(&world, message.file_id.unwrap(), ScanState::Clean).await;
        customer(&world, ADA).await;
        assert!(vera.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await.status.is_redirection());
        let mine = fetched(&world, &mut vera, &format!("{page}/files/{}", message.id)).await.expect(StatusCode::OK);
        assert_eq!(mine.body, "a line of a log");
    }

    /// SUP-20
    async fn a_chat_takes_so_many_files_and_of_nobody_else(world: World) {
        let ada = customer(&world, ADA).await;
        let bob = customer(&world, "bob@example.com").await;
        let chat = taken(&world, ada, "Hello?").await;
        let own = Sender::Customer(By::default());
        let begin = |cx: Cx, length: u64| async move { begin_file(&cx, chat, own, FileName::clean("a.txt"), length).await };
        assert_eq!(code(begin(world.cx_of(bob), 1).await), "chat.not_found");
        assert_eq!(code(begin_file(&kim(&world), chat, Sender::Staff, FileName::clean("a.txt"), 1).await), "chat.taken");
        assert_eq!(code(begin(world.cx_of(ada), MOST_BYTES + 1).await), "upload.too_large");
        // An empty file is whole at once.
        for _ in 0..MOST_FILES {
            begin(world.cx_of(ada), 0).await.unwrap();
        }
        assert_eq!(messages(&world, chat).await.iter().filter(|one| one.file_id.is_some()).count() as u64, MOST_FILES);
        assert_eq!(code(begin(world.cx_of(ada), 0).await), "chat.files");
        end(&world.cx_of(ada), chat, None).await.unwrap();
        assert_eq!(code(begin(world.cx_of(ada), 0).await), "chat.ended");
    }

    /// SUP-20, ALL-8: a message that is called like a file on its way hides no file, and so none is left uncounted
    async fn a_message_by_the_id_of_an_upload_hides_no_file(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let own = Sender::Customer(By::default());
        let file = begin_file(&world.cx_of(ada), chat, own, FileName::clean("a.txt"), 4).await.unwrap();
        let before = Say { client: Some(file), text: "It comes.".into() };
        say(&world.cx_of(ada), chat, None, &before).await.unwrap();
        let mut sender = world.browser().header("tus-resumable", "1.0.0").header("upload-offset", "0");
        let kind = Some("application/offset+octet-stream");
        let at = upload_address(&world.cx(), file);
        sender.send(Method::PATCH, &at, kind, b"here".to_vec()).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(file_message(&world, chat).await.file_id, Some(file));
    }

    /// SUP-20, ALL-8: what others have begun and never send keeps no visitor from sending
    async fn what_a_visitor_has_begun_takes_the_room_of_their_chat_alone(world: World) {
        for _ in 0..2 {
            let mut visitor = world.browser();
            let page = visitors(&mut visitor).await;
            let mut sender = visitor.header("tus-resumable", "1.0.0").header("upload-length", "9");
            for _ in 0..3 {
                sender.send(Method::POST, &format!("{page}/files"), None, Vec::new()).await.expect(StatusCode::CREATED);
            }
            let fourth = sender.send(Method::POST, &format!("{page}/files"), None, Vec::new()).await;
            assert!(fourth.status.is_client_error(), "{}", fourth.status);
        }
        let begun = upload::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(begun.len(), 6);
        assert!(begun.iter().all(|one| one.payer == one.owner && one.person.is_none()), "{begun:?}");
    }

    /// SUP-20
    async fn the_files_of_a_chat_are_copied_into_its_request_once(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let mut page = signed_in(&world, ADA).await;
        for (name, content) in [("clean.txt", "a line of a log"), ("bad.txt", "a virus")] {
            sent(&mut page, &format!("/chat/{chat}/send"), (name, content)).await.expect(StatusCode::SEE_OTHER);
        }
        let files: Vec<Uuid> = messages(&world, chat).await.iter().filter_map(|one| one.file_id).collect();
        scanned(&world, files[0], ScanState::Clean).await;
        scanned(&world, files[1], ScanState::Infected).await;
        let opened = hand_over_as_staff(&agent(&world), chat, "With a file").await.unwrap();
        world.run_jobs().await;
        world.run_jobs().await;
        let copied = request_file::Entity::find().filter(request_file::Column::RequestId.eq(opened.id));
        let copied = copied.all(world.app.db.reader()).await.unwrap();
        assert_eq!(copied.len(), 1);
        assert!(copied[0].message_id.is_some() && copied[0].file_id != files[0], "sealed under the request's key");
        let sealed = file::Entity::find_by_id(copied[0].file_id).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((sealed.owner, sealed.size), (opened.id, 15));
    }
}
