//! Mail becomes messages and requests (SUP-13): answers of customers and of staff, strangers, forwards, mails beside a request, what is attached.

use crate::mail::{KIM, KIMS, Letter, requests};
use crate::*;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_inbox::{Goes, Rule, because};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::model::message::{Audience, Author, MessageChannel};
use gatehouse_support::model::request::{Channel, LinkKind};
use gatehouse_support::queries::conversation;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{request_file, request_link};
use gatehouse_testkit::both_engines;

/// What Ada sees of a request.
async fn seen(world: &World, account: Uuid, id: Uuid) -> Vec<String> {
    let cx = world.cx_of(account);
    let viewer = Viewer::own(&cx).unwrap();
    let visible = viewer.see(&cx, cx.read(), id).await.unwrap().unwrap();
    let (all, _) = conversation::messages(&cx, &visible, true).await.unwrap();
    all.into_iter().map(|said| said.text).collect()
}

async fn files(world: &World, message: Uuid) -> Vec<i64> {
    use request_file::{Column, Entity};
    let own = Entity::find().filter(Column::MessageId.eq(message)).order_by_asc(Column::Place);
    own.all(world.app.db.reader()).await.unwrap().into_iter().map(|file| file.place).collect()
}

async fn links(world: &World, request: Uuid) -> Vec<(LinkKind, Uuid)> {
    use request_link::{Column, Entity};
    let own = Entity::find().filter(Column::RequestId.eq(request)).all(world.app.db.reader()).await.unwrap();
    own.into_iter().map(|link| (link.kind, link.other_id)).collect()
}

both_engines! {
    /// SUP-13
    async fn an_answer_by_mail_is_a_message_and_ends_the_wait(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("By mail")).await;
        reply(&world, id, "Which version is it?", Some(Status::AwaitingAnswer)).await;
        let told = world.last_mail_to(ADA).await;
        let letter = Letter::answering(&world, ADA, &told, "It is 12.4.\n\nOn Sat, 28 Nov 2026 at 10:00, support wrote:\n> Which version is it?\n");
        let mail = letter.comes(&world).await;
        assert_eq!(row(&world, id).await.status, Status::Processing);
        assert_eq!(seen(&world, ada, id).await.last().map(String::as_str), Some("It is 12.4."));
        let last = messages(&world, id).await.pop().unwrap();
        assert_eq!((last.channel, last.account_id, last.raw_mail), (MessageChannel::Mail, Some(ada), Some(mail)));
        let why = because(&world.cx(), mail).await.unwrap().unwrap();
        assert_eq!((why.decision.goes, why.decision.rule), (Goes::Request(id), Some(Rule::Address)));
        // The same mail once more, to another address of ours, is no second message.
        letter.comes(&world).await;
        assert_eq!(messages(&world, id).await.len(), 3);
        assert!(is_whole(&world, id).await);
        // The next mail of support answers theirs.
        reply(&world, id, "Update it.", Some(Status::SolutionProvided)).await;
        let thread = world.last_mail_to(ADA).await.thread.unwrap();
        assert!(thread.in_reply_to.unwrap().ends_with("@example.com"));
        assert!(thread.bounces_to.unwrap().starts_with("bounce+") && thread.instance.is_some());
    }

    /// SUP-13
    async fn a_stranger_is_kept_for_staff_and_changes_nothing(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Mine")).await;
        reply(&world, id, "Which version is it?", Some(Status::AwaitingAnswer)).await;
        let told = world.last_mail_to(ADA).await;
        let before = world.mails().await.len();
        Letter::answering(&world, "eve@evil.example", &told, "Give me the key.").comes(&world).await;
        assert_eq!(row(&world, id).await.status, Status::AwaitingAnswer);
        assert!(messages(&world, id).await.pop().unwrap().unconfirmed);
        assert_eq!(seen(&world, ada, id).await.len(), 2, "Ada does not see it");
        assert_eq!(world.mails().await.len(), before, "and nobody is told");
        // The number in the subject gives a stranger nothing, nor a sender who is not proven.
        let number = row(&world, id).await.number;
        let subject = format!("[{number}] hello");
        Letter::new(&world, "eve@evil.example", &subject, "Let me in.").comes(&world).await;
        Letter::new(&world, ADA, &subject, "I am Ada.").forged().comes(&world).await;
        assert_eq!(messages(&world, id).await.len(), 3);
        // Ada herself is let in by it.
        Letter::new(&world, ADA, &subject, "I am Ada indeed.").comes(&world).await;
        assert_eq!(seen(&world, ada, id).await.pop().as_deref(), Some("I am Ada indeed."));
    }

    /// SUP-13: an id is anybody's word
    async fn nobody_keeps_a_mail_out_by_sending_its_id_first(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Mine")).await;
        let told = world.last_mail_to(ADA).await;
        let by = |from: &str, mail: &str, text: &str| Letter::answering(&world, from, &told, text).with("Message-ID", mail);
        // Another text, and the very same one.
        by("eve@evil.example", "<known@example.com>", "Nothing.").comes(&world).await;
        by(ADA, "<known@example.com>", "It is 12.4.").comes(&world).await;
        by("eve@evil.example", "<same@example.com>", "And 12.5.").comes(&world).await;
        by(ADA, "<same@example.com>", "And 12.5.").comes(&world).await;
        assert_eq!(seen(&world, ada, id).await[1..], ["It is 12.4.", "And 12.5."]);
        // What is hers now is known when it comes once more.
        by(ADA, "<same@example.com>", "And 12.5.").comes(&world).await;
        assert_eq!(messages(&world, id).await.len(), 5);
        // A new request is no double of what somebody sent in her name.
        let new = |mail: &str| Letter::new(&world, ADA, "Help", "Please.").with("Message-ID", mail);
        new("<new@example.com>").forged().comes(&world).await;
        new("<new@example.com>").comes(&world).await;
        assert_eq!(requests(&world).await.pop().unwrap().account_id, Some(ada));
        // And nothing of an id comes into our heads that is more than one.
        by(ADA, "<a@example.com> <evil@example.com>", "Two ids.").comes(&world).await;
        reply(&world, id, "Thanks.", None).await;
        let thread = world.last_mail_to(ADA).await.thread.unwrap();
        assert!(thread.references.iter().chain(&thread.in_reply_to).all(|id| !id.contains(['<', '>', ' '])), "{thread:?}");
    }

    /// SUP-13: whoever knows an address for answers fills nothing
    async fn of_strangers_so_many_mails_a_day_become_messages(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Mine")).await;
        let told = world.last_mail_to(ADA).await;
        for n in 0..25 {
            Letter::answering(&world, "eve@evil.example", &told, &format!("Spam {n}")).comes(&world).await;
        }
        assert_eq!(messages(&world, id).await.len(), 21);
        world.advance(25 * HOUR);
        Letter::answering(&world, "eve@evil.example", &told, "Tomorrow").comes(&world).await;
        assert_eq!(messages(&world, id).await.len(), 22);
        Letter::answering(&world, ADA, &told, "It is me.").comes(&world).await;
        assert_eq!(seen(&world, ada, id).await.pop().as_deref(), Some("It is me."));
    }

    /// SUP-13, COM-8: who is blocked in a company has nothing of its requests, by mail neither
    async fn who_is_blocked_in_a_company_reads_and_writes_none_of_its_requests_by_mail(world: World) {
        use gatehouse_companies::model::states::BlockedBy;
        use gatehouse_companies::tables::company_member;
        let firm = firm(&world, "acme").await;
        let author = firm.add(&world, "author@acme.example.com", &[]).await;
        let id = ask(&world, author.account, Some(firm.id), &question("The company's")).await;
        let told = world.last_mail_to("author@acme.example.com").await;
        company_member::Entity::update_many()
            .col_expr(company_member::Column::BlockedAt, Expr::value(world.cx().now()))
            .col_expr(company_member::Column::BlockedBy, Expr::value(BlockedBy::Person))
            .filter(company_member::Column::Id.eq(author.member))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        reply(&world, id, "The key is 4711.", None).await;
        assert_eq!(mails(&world, "support.answer", "author@acme.example.com").await.len(), 0);
        Letter::answering(&world, "author@acme.example.com", &told, "Tell me more.").comes(&world).await;
        assert!(messages(&world, id).await.pop().unwrap().unconfirmed);
    }

    /// SUP-13
    async fn a_mail_of_a_known_author_is_a_request_and_that_of_nobody_waits_for_staff(world: World) {
        let ada = customer(&world, ADA).await;
        Letter::new(&world, ADA, "Where is it?", "I cannot find my license.").comes(&world).await;
        let own = requests(&world).await.pop().unwrap();
        assert_eq!((own.account_id, own.channel, own.status), (Some(ada), Channel::Mail, Status::Processing));
        let told = mails(&world, "support.opened", ADA).await.pop().unwrap();
        assert!(told.text.contains(&own.number), "{}", told.text);
        assert!(told.thread.unwrap().in_reply_to.unwrap().ends_with("@example.com"), "it answers the mail");
        // An account is not opened by whoever writes its address.
        Letter::new(&world, ADA, "Block my codes", "All of them.").forged().comes(&world).await;
        let forged = requests(&world).await.pop().unwrap();
        assert_eq!((forged.account_id, forged.channel), (None, Channel::Mail));
        let letter = Letter::new(&world, "olga@mail.example", "=?utf-8?B?0JLQvtC/0YDQvtGB?=", "Где мой ключ?");
        letter.with("Content-Type", "text/plain; charset=utf-8").comes(&world).await;
        let other = requests(&world).await.pop().unwrap();
        assert_eq!((other.account_id, other.lang.as_str()), (None, "ru"));
        let told = mails(&world, "support.opened", "olga@mail.example").await;
        assert_eq!(told.len(), 1);
        // Anybody can name an address: none of a stranger's words go out to it in our name.
        assert!(!told[0].subject.contains("Вопрос") && !told[0].text.contains("Вопрос"), "{}", told[0].subject);
        // Once an hour, however many they write.
        for n in 0..3 {
            Letter::new(&world, "olga@mail.example", &format!("More {n}"), "Hello?").comes(&world).await;
        }
        assert_eq!(mails(&world, "support.opened", "olga@mail.example").await.len(), 1);
    }

    /// SUP-13
    async fn a_forward_is_a_request_of_its_own_that_names_the_other(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("First")).await;
        let told = world.last_mail_to(ADA).await;
        Letter::answering(&world, ADA, &told, "See below.").with("Subject", "FW: First").to(GENERAL).comes(&world).await;
        let new = requests(&world).await.pop().unwrap();
        assert_ne!(new.id, id);
        assert_eq!(links(&world, new.id).await, [(LinkKind::Related, id)]);
        assert_eq!(messages(&world, id).await.len(), 1);
    }

    /// SUP-5, SUP-13
    async fn what_is_attached_are_files_three_a_message_and_nobody_opens_them_unscanned(world: World) {
        use gatehouse_files::{Files, ScanState};
        use gatehouse_support::model::files::FILE;
        let ada = customer(&world, ADA).await;
        let letter = Letter::new(&world, ADA, "Logs", "Here they are.").files(&["1.log", "2.log", "3.log", "4.log", "5.log"]);
        letter.comes(&world).await;
        let new = requests(&world).await.pop().unwrap();
        let all = messages(&world, new.id).await;
        assert_eq!(all.len(), 2, "five files are two messages");
        assert_eq!((files(&world, all[0].id).await, files(&world, all[1].id).await), (vec![1, 2, 3], vec![1, 2]));
        assert!(is_whole(&world, new.id).await);
        assert_eq!(seen(&world, ada, new.id).await[0], "Here they are.");
        let kept = request_file::Entity::find().all(world.app.db.reader()).await.unwrap();
        let cx = world.cx();
        let service = cx.service::<Files>().unwrap();
        let look = service.look(&cx, &FILE, kept[0].file_id).await.unwrap().unwrap();
        assert_eq!((look.name.as_str(), look.scan), ("1.log", ScanState::Quarantined));
        assert!(service.find(&cx, &FILE, kept[0].file_id).await.unwrap().is_none());
        // An answer with four.
        let told = world.last_mail_to(ADA).await;
        Letter::answering(&world, ADA, &told, "More.").files(&["a", "b", "c", "d"]).comes(&world).await;
        assert_eq!(messages(&world, new.id).await.len(), 4);
    }

    /// SUP-13: a signature's picture comes with every answer
    async fn what_a_request_has_already_is_stored_once(world: World) {
        use gatehouse_files::tables::file::{Column, Entity, READY};
        use gatehouse_support::model::files::FILE;
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("By mail")).await;
        let told = world.last_mail_to(ADA).await;
        for n in 0..3 {
            let letter = Letter::answering(&world, ADA, &told, &format!("Answer {n}")).files(&["logo.png"]);
            letter.comes(&world).await;
        }
        let all = messages(&world, id).await;
        assert_eq!(all.len(), 4);
        for one in &all[1..] {
            assert_eq!(files(&world, one.id).await, [1]);
        }
        let kept = Entity::find().filter(Column::Purpose.eq(FILE.word)).all(world.app.db.reader()).await.unwrap();
        let stored: std::collections::BTreeSet<Uuid> = kept.iter().map(|file| file.blob).collect();
        assert_eq!((kept.len(), stored.len()), (3, 1));
        assert!(kept.iter().all(|file| file.state == READY && file.name_sealed.is_some()));
    }

    /// SUP-13
    async fn staff_answer_by_mail_from_their_own_address_alone(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("For Kim")).await;
        request::Entity::update_many()
            .col_expr(request::Column::AssigneeId, Expr::value(KIM))
            .filter(request::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        let told = world.last_mail_to(ADA).await;
        Letter::answering(&world, ADA, &told, "Anybody there?").comes(&world).await;
        let to_kim = mails(&world, "support.to_staff", KIMS).await.pop().unwrap();
        assert!(to_kim.text.contains("Anybody there?"));
        Letter::answering(&world, KIMS, &to_kim, "I am.").forged().comes(&world).await;
        assert!(messages(&world, id).await.pop().unwrap().unconfirmed, "not proven");
        Letter::answering(&world, "eve@vendor.example", &to_kim, "I am.").comes(&world).await;
        assert!(messages(&world, id).await.pop().unwrap().unconfirmed, "another address");
        Letter::answering(&world, KIMS, &to_kim, "Yes, I am.").comes(&world).await;
        let last = messages(&world, id).await.pop().unwrap();
        assert_eq!((last.author, last.staff_id, last.audience), (Author::Staff, Some(KIM), Audience::Public));
        assert!(world.last_mail_to(ADA).await.text.contains("Yes, I am."));
        assert!(row(&world, id).await.first_answer_at.is_some());
    }

    /// SUP-9, SUP-13
    async fn a_mail_to_what_has_ended_is_a_request_that_follows(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Old one")).await;
        let told = world.last_mail_to(ADA).await;
        close(&world.cx_of(ada), None, id, &Close { confirm: "true".into() }).await.unwrap();
        Letter::answering(&world, ADA, &told, "It came back.").files(&["new.log"]).comes(&world).await;
        let new = requests(&world).await.pop().unwrap();
        assert_eq!((new.follows_id, new.account_id), (Some(id), Some(ada)));
        assert_eq!(links(&world, new.id).await, [(LinkKind::Follows, id)]);
        assert_eq!(row(&world, id).await.status, Status::CanceledByUser);
    }

    /// SUP-10, SUP-13
    async fn behind_an_ended_license_the_answer_is_how_to_renew_once_a_week(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Account(ada), 5).await;
        let id = ask(&world, ada, None, &technical(beacon)).await;
        let told = world.last_mail_to(ADA).await;
        days(&world, 14).await;
        assert_eq!(row(&world, id).await.status, Status::CanceledExpired);
        let ended = mails(&world, "support.ended", ADA).await.len();
        for _ in 0..3 {
            Letter::answering(&world, ADA, &told, "Go on, please.").comes(&world).await;
        }
        assert_eq!(mails(&world, "support.ended", ADA).await.len(), ended + 1);
        assert_eq!(requests(&world).await.len(), 1);
        assert_eq!(messages(&world, id).await.len(), 4, "what they wrote is kept");
        days(&world, 8).await;
        Letter::answering(&world, ADA, &told, "And now?").comes(&world).await;
        assert_eq!(mails(&world, "support.ended", ADA).await.len(), ended + 2);
        assert!(is_whole(&world, id).await);
    }

    /// PRI-3
    async fn the_mail_itself_ends_with_its_request(world: World) {
        use gatehouse_accounts::signals::AccountDeleted;
        use gatehouse_inbox::tables::incoming_mail;
        let ada = customer(&world, ADA).await;
        Letter::new(&world, ADA, "Erase me", "All of it.").files(&["me.txt"]).comes(&world).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert_eq!(incoming_mail::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
        assert!(requests(&world).await.iter().all(|row| row.erased_at.is_some()));
    }
}
