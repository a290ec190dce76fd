//! A mail in the wrong request is moved to the right one, or to a new one, and back (SUP-13).

use crate::mail::{Letter, requests};
use crate::*;
use axum::http::StatusCode;
use gatehouse_inbox::{Rule, because};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::move_mail::{move_mail, undo_move};
use gatehouse_support::model::message::Author;
use gatehouse_support::queries::conversation;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{mail_move, message_ref, request_file};
use gatehouse_testkit::{both_engines, staff};

async fn texts(world: &World, account: Uuid, id: Uuid) -> Vec<String> {
    let cx = world.cx_of(account);
    let seen = Viewer::own(&cx).unwrap().see(&cx, cx.read(), id).await.unwrap().unwrap();
    let (all, _) = conversation::messages(&cx, &seen, true).await.unwrap();
    all.into_iter().map(|said| said.text).collect()
}

async fn files(world: &World, id: Uuid) -> usize {
    let own = request_file::Entity::find().filter(request_file::Column::RequestId.eq(id));
    own.all(world.app.db.reader()).await.unwrap().len()
}

async fn moves(world: &World) -> Vec<mail_move::Model> {
    mail_move::Entity::find().order_by_asc(mail_move::Column::Id).all(world.app.db.reader()).await.unwrap()
}

async fn number(world: &World, id: Uuid) -> String {
    row(world, id).await.number
}

both_engines! {
    /// SUP-13
    async fn a_mail_goes_to_the_right_request_with_its_files_and_comes_back(world: World) {
        let ada = customer(&world, ADA).await;
        let wrong = ask(&world, ada, None, &question("Lamp")).await;
        let right = ask(&world, ada, None, &question("Door")).await;
        reply(&world, wrong, "Which one?", Some(Status::AwaitingAnswer)).await;
        reply(&world, right, "Which door?", Some(Status::AwaitingAnswer)).await;
        let told = mails(&world, "support.answer", ADA).await.remove(0);
        let letter = Letter::answering(&world, ADA, &told, "The hippopotamus door.")
            .with("Message-ID", "<door@example.com>")
            .files(&["a.txt", "b.txt", "c.txt", "d.txt"]);
        let mail = letter.comes(&world).await;
        assert_eq!(row(&world, wrong).await.status, Status::Processing);
        let message = messages(&world, wrong).await.into_iter().find(|one| one.raw_mail == Some(mail)).unwrap();
        assert_eq!((files(&world, wrong).await, files(&world, right).await), (4, 0));

        let at = format!("/staff/requests/{wrong}/messages/{}", message.id);
        let mut browser = staff(&world, "support");
        let page = browser.get(&format!("{at}/why")).await.expect(StatusCode::OK).body;
        assert!(page.contains("SPF") && page.contains("DKIM") && page.contains("DMARC"), "{page}");
        assert!(page.contains(&number(&world, right).await), "the other request of hers is offered");
        let to = number(&world, right).await;
        let moved = browser.post(&format!("{at}/move"), &[("target", to.as_str())]).await;
        assert_eq!(moved.location(), format!("/staff/requests/{right}"));
        assert_eq!(texts(&world, ada, right).await.last().map(String::as_str), Some("More files of the same email"));
        assert!(texts(&world, ada, right).await.contains(&"The hippopotamus door.".to_owned()));
        assert!(!texts(&world, ada, wrong).await.contains(&"The hippopotamus door.".to_owned()));
        assert_eq!((files(&world, wrong).await, files(&world, right).await), (0, 4));
        // What waited for it waits on; what it answers is processed.
        assert_eq!(row(&world, wrong).await.status, Status::AwaitingAnswer);
        assert_eq!(row(&world, right).await.status, Status::Processing);
        assert!(is_whole(&world, wrong).await && is_whole(&world, right).await);
        let found = browser.post("/staff/requests", &[("q", "hippopotamus")]).await;
        assert_eq!(found.location(), format!("/staff/requests/{right}"), "it is found where it is");
        // An answer to the mail follows it.
        let known = message_ref::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert!(known.iter().all(|one| one.request_id == right) && !known.is_empty());
        let follows = Letter::new(&world, ADA, "Re: door", "Another door.")
            .to("desk@portal.example")
            .with("In-Reply-To", "<door@example.com>");
        let follows = follows.comes(&world).await;
        let why = because(&world.cx(), follows).await.unwrap().unwrap();
        assert_eq!(why.decision.rule, Some(Rule::Thread));
        assert!(texts(&world, ada, right).await.contains(&"Another door.".to_owned()));

        let done = moves(&world).await.pop().unwrap();
        let page = browser.get(&format!("/staff/requests/{right}/messages/{}/why", done.to_message)).await;
        assert!(page.expect(StatusCode::OK).body.contains(&number(&world, wrong).await), "it says where it was");
        let undo = format!("/staff/requests/{right}/moves/{}/undo", done.id);
        assert_eq!(browser.post(&undo, &[]).await.location(), format!("/staff/requests/{wrong}"));
        let back = messages(&world, wrong).await.into_iter().find(|one| one.raw_mail == Some(mail)).unwrap();
        assert_eq!((back.seq, back.at, back.account_id), (message.seq, message.at, Some(ada)), "in its place");
        assert_eq!((files(&world, wrong).await, files(&world, right).await), (4, 0));
        assert_eq!(row(&world, wrong).await.status, Status::Processing);
        assert_eq!(row(&world, right).await.status, Status::Processing, "she wrote there again since");
        assert!(!texts(&world, ada, right).await.contains(&"The hippopotamus door.".to_owned()));
        assert!(is_whole(&world, wrong).await && is_whole(&world, right).await);
        assert_eq!(code(undo_move(&agent(&world), right, done.id).await), "request.move_undone");
    }

    /// SUP-13
    async fn a_mail_becomes_a_request_of_its_own_and_undone_it_is_none(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Lamp")).await;
        let told = world.last_mail_to(ADA).await;
        let mail = Letter::answering(&world, ADA, &told, "Something else.").files(&["else.txt"]).comes(&world).await;
        let message = messages(&world, id).await.into_iter().find(|one| one.raw_mail == Some(mail)).unwrap();
        let cx = agent(&world);
        let new = move_mail(&cx, id, message.id, "").await.unwrap();
        let opened = row(&world, new).await;
        assert_eq!((opened.account_id, opened.status), (Some(ada), Status::Processing));
        assert_eq!(texts(&world, ada, new).await, ["Something else."]);
        assert_eq!((files(&world, id).await, files(&world, new).await), (0, 1));
        assert_eq!(world.last_mail_to(ADA).await.kind, "support.opened", "she gets the number");
        let done = moves(&world).await.pop().unwrap();
        undo_move(&cx, new, done.id).await.unwrap();
        assert_eq!(row(&world, new).await.status, Status::CanceledBySupport);
        assert!(texts(&world, ada, id).await.contains(&"Something else.".to_owned()));
        assert_eq!((files(&world, id).await, files(&world, new).await), (1, 0));
    }

    /// SUP-13: nobody gains sight or a voice by a move
    async fn what_a_stranger_wrote_stays_for_staff_alone_wherever_it_goes(world: World) {
        let ada = customer(&world, ADA).await;
        let bob = customer(&world, "bob@example.com").await;
        let one = ask(&world, ada, None, &question("Lamp")).await;
        let two = ask(&world, bob, None, &question("Door")).await;
        let told = world.last_mail_to(ADA).await;
        let mail = Letter::answering(&world, "eve@evil.example", &told, "Give me the key.").forged().comes(&world).await;
        let message = messages(&world, one).await.into_iter().find(|one| one.raw_mail == Some(mail)).unwrap();
        assert!(message.unconfirmed);
        move_mail(&agent(&world), one, message.id, &number(&world, two).await).await.unwrap();
        let there = messages(&world, two).await.pop().unwrap();
        assert!(there.unconfirmed && there.account_id.is_none() && there.author == Author::Customer);
        assert_eq!(texts(&world, bob, two).await.len(), 1, "Bob does not see it");
        // Bob's own mail, forged, is none of his when it comes into his request.
        let forged = Letter::answering(&world, "bob@example.com", &told, "I am Bob.").forged().comes(&world).await;
        let message = messages(&world, one).await.into_iter().find(|one| one.raw_mail == Some(forged)).unwrap();
        move_mail(&agent(&world), one, message.id, &number(&world, two).await).await.unwrap();
        assert_eq!(texts(&world, bob, two).await.len(), 1);
        assert_eq!(row(&world, two).await.status, Status::Processing);
    }

    /// SUP-13
    async fn a_mail_is_moved_once_and_only_where_it_can_go(world: World) {
        let ada = customer(&world, ADA).await;
        let one = ask(&world, ada, None, &question("Lamp")).await;
        let told = world.last_mail_to(ADA).await;
        let two = ask(&world, ada, None, &question("Door")).await;
        let ended = ask(&world, ada, None, &question("Over")).await;
        close(&world.cx_of(ada), None, ended, &Close { confirm: "true".into() }).await.unwrap();
        let mail = Letter::answering(&world, ADA, &told, "Hello.").comes(&world).await;
        let all = messages(&world, one).await;
        let message = all.iter().find(|one| one.raw_mail == Some(mail)).unwrap().id;
        let cx = agent(&world);
        assert_eq!(code(move_mail(&cx, one, message, "R-99").await), "request.target");
        assert_eq!(code(move_mail(&cx, one, message, &number(&world, one).await).await), "request.itself");
        assert_eq!(code(move_mail(&cx, one, message, &number(&world, ended).await).await), "request.ended");
        assert_eq!(code(move_mail(&cx, one, all[0].id, &number(&world, two).await).await), "request.no_mail");
        assert_eq!(code(move_mail(&cx, two, message, &number(&world, one).await).await), "request.not_found");
        assert_eq!(code(move_mail(&world.cx_of(ada), one, message, &number(&world, two).await).await), "staff.not_allowed");
        let to = number(&world, two).await;
        let (first, second) = (agent(&world), agent(&world));
        let (first, second) = tokio::join!(move_mail(&first, one, message, &to), move_mail(&second, one, message, &to));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(moves(&world).await.len(), 1);
        assert_eq!(messages(&world, two).await.iter().filter(|one| one.raw_mail == Some(mail)).count(), 1);
        assert_eq!(requests(&world).await.len(), 3);
        let nobody = format!("/staff/requests/{one}/messages/{message}/move");
        staff(&world, "licensing").post(&nobody, &[("target", to.as_str())]).await.expect(StatusCode::FORBIDDEN);
    }
}
