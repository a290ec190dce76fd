//! The pages: a chat without script, of a visitor and of a customer, and the console.

use crate::*;
use axum::http::StatusCode;
use gatehouse_chat::model::state::State;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_support::actions::save_canned::{SaveCanned, save_canned};
use gatehouse_testkit::{Browser, both_engines, staff};

pub async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    browser
}

/// A visitor's chat: where its page is.
pub async fn visitors(browser: &mut Browser) -> String {
    let form = [
        ("name", "Vera Visitor"),
        ("email", "vera@example.com"),
        ("known", "L-0000000000"),
        ("question", "Is <anybody> there?"),
    ];
    let done = browser.post_as_human("/chat", &form).await.expect(StatusCode::SEE_OTHER);
    done.location()
}

fn id_of(page: &str) -> Uuid {
    Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap()
}

both_engines! {
    /// SUP-20
    async fn a_visitor_chats_without_script(world: World) {
        let mut vera = world.browser();
        let front = vera.get("/").await.expect(StatusCode::OK).body;
        assert!(front.contains("href=\"/chat\""), "{front}");
        let page = visitors(&mut vera).await;
        let chat = id_of(&page);
        let shown = vera.get(&page).await.expect(StatusCode::OK);
        assert!(shown.body.contains("Is &#60;anybody&#62; there?") && shown.body.contains("You’re next."), "{}", shown.body);
        assert!(shown.body.contains("role=\"log\"") && shown.body.contains("aria-live=\"polite\""));
        let client = shown.input("client").unwrap();
        let more = [("text", "It is urgent."), ("client", client.as_str())];
        for _ in 0..2 {
            let sent = vera.post(&format!("{page}/messages"), &more).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(sent.location(), format!("{page}#m3"), "pressed twice it is one message");
        }
        let place = vera.get(&format!("{page}/place")).await.expect(StatusCode::OK).body;
        assert_eq!(place, "You’re next.");
        vera.post(&format!("{page}/messages"), &[("text", " ")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(vera.get("/chat").await.location(), page, "the chat that goes on");
        // Nobody else has it, with or without an account.
        let mut other = world.browser();
        for below in ["", "/place"] {
            other.get(&format!("{page}{below}")).await.expect(StatusCode::NOT_FOUND);
        }
        for below in ["/messages", "/typing", "/end", "/transcript", "/send"] {
            other.post(&format!("{page}{below}"), &[("text", "x")]).await.expect(StatusCode::NOT_FOUND);
        }
        customer(&world, ADA).await;
        signed_in(&world, ADA).await.get(&page).await.expect(StatusCode::NOT_FOUND);
        let no_address = vera.post(&format!("{page}/transcript"), &[]).await.expect(StatusCode::CONFLICT).body;
        assert!(no_address.contains("once a team member has joined"), "{no_address}");

        take(&agent(&world), chat, false).await.unwrap();
        answers(&world, chat, "Good afternoon, Vera.").await;
        let answered = vera.get(&page).await.expect(StatusCode::OK).body;
        assert!(answered.contains("Good afternoon, Vera.") && !answered.contains("data-place"), "{answered}");
        assert!(answered.contains("<noscript>") && answered.contains("Show new messages"), "{answered}");
        vera.post(&format!("{page}/transcript"), &[]).await.expect(StatusCode::SEE_OTHER);
        let mail = world.last_mail_to("vera@example.com").await;
        assert!(mail.kind == "chat.transcript" && mail.text.contains("Vera Visitor: It is urgent."), "{}", mail.text);
        assert!(!mail.text.contains("Hello Vera"), "a name that anybody typed greets nobody: {}", mail.text);
        vera.post(&format!("{page}/end"), &[]).await.expect(StatusCode::SEE_OTHER);
        let over = vera.get(&page).await.expect(StatusCode::OK).body;
        assert!(over.contains("The chat has ended.") && !over.contains("data-live") && !over.contains("name=\"text\""), "{over}");
        assert!(over.contains("Send a request") && over.contains("href=\"/support\""), "{over}");
        vera.get("/chat").await.expect(StatusCode::OK);
    }

    /// SUP-20, ALL-3, ALL-8
    async fn staff_answer_from_the_console_and_every_look_is_in_the_log(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = begun(&world, ada, "Where is my code?").await;
        let mut clerk = staff(&world, "support");
        let desk = clerk.get("/staff/chats").await.expect(StatusCode::OK).body;
        assert!(desk.contains(&format!("/staff/chats/{chat}")) && !desk.contains("Ada Canary"), "{desk}");
        let at = format!("/staff/chats/{chat}");
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Ada Canary") && page.contains("Where is my code?") && !page.contains("name=\"client\""), "{page}");
        assert!(page.contains("Take the chat to answer."), "{page}");
        let refused = clerk.post(&format!("{at}/messages"), &[("text", "Hello")]).await.expect(StatusCode::CONFLICT).body;
        assert!(refused.contains("Take the chat before you answer.") && !refused.contains("name=\"client\""), "{refused}");
        clerk.post(&format!("{at}/take"), &[]).await.expect(StatusCode::SEE_OTHER);
        let texts = [("en".to_owned(), "Dear [name], it is under Licenses. [staff]".to_owned())].into();
        let canned = SaveCanned { name: "Where codes are".into(), folder: String::new(), texts };
        let canned = save_canned(&agent(&world), None, &canned).await.unwrap();
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Where codes are") && page.contains("name=\"client\""), "{page}");
        let filled = clerk.get(&format!("{at}?canned={canned}")).await.expect(StatusCode::OK).body;
        assert!(filled.contains("Dear Ada Canary, it is under Licenses. Clerk"), "{filled}");
        let live = [("text", "It is under Licenses."), ("live", "true")];
        let answer = clerk.post(&format!("{at}/messages"), &live).await.expect(StatusCode::OK);
        assert_eq!(answer.body, "4", "a script is told the number");
        clerk.post(&format!("{at}/transcript"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(world.last_mail_to(ADA).await.text.contains("It is under Licenses."));
        clerk.post(&format!("{at}/transfer"), &[("to", KIM.to_string().as_str())]).await.expect(StatusCode::SEE_OTHER);
        clerk.post(&format!("{at}/end"), &[]).await.expect(StatusCode::CONFLICT);
        clerk.post(&format!("{at}/take"), &[("over", "true")]).await.expect(StatusCode::SEE_OTHER);
        for (narrowed, is_there) in [("state=open", true), ("state=waiting", false), ("state=ended", false)] {
            let found = clerk.get(&format!("/staff/chats/all?{narrowed}")).await.expect(StatusCode::OK).body;
            assert_eq!(found.contains(&chat.to_string()), is_there, "{narrowed}");
        }
        clerk.post(&format!("{at}/end"), &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(row(&world, chat).await.state, State::Ended);
        let all = clerk.get("/staff/chats/all?state=ended").await.expect(StatusCode::OK).body;
        assert!(all.contains(&chat.to_string()) && !all.contains("Ada Canary"), "{all}");
        let lang = row(&world, chat).await.lang;
        let other = if lang == "ja" { "ru" } else { "ja" };
        let (own, others) = (format!("language={lang}"), format!("language={other}"));
        let days = [("from=2020-01-01", true), ("until=2020-01-01", false)];
        let states = [("state=untaken", false), ("state=open", false)];
        let languages = [(own.as_str(), true), (others.as_str(), false)];
        for (narrowed, is_there) in days.into_iter().chain(states).chain(languages) {
            let found = clerk.get(&format!("/staff/chats/all?{narrowed}")).await.expect(StatusCode::OK).body;
            assert_eq!(found.contains(&chat.to_string()), is_there, "{narrowed}");
        }
        let file = clerk.get("/staff/chats/all.csv?columns=state,messages").await.expect(StatusCode::OK).body;
        assert!(file.contains("Ended"), "{file}");
        let log = list(&world.cx(), &AuditFilter::default(), &Default::default()).await.unwrap().items;
        for kind in ["chat.started", "chat.viewed", "chat.taken", "chat.transferred", "chat.transcript_sent", "chat.ended"] {
            assert!(log.iter().any(|line| line.kind == kind && line.subject_id == Some(chat)), "{kind}");
        }
        for line in &log {
            assert!(!line.details.as_deref().unwrap_or_default().contains("Licenses"), "{line:?}");
        }
        staff(&world, "marketing").get("/staff/chats").await.expect(StatusCode::FORBIDDEN);
    }

    /// SUP-20
    async fn an_account_has_its_chats_in_a_list_and_on_its_home_page(world: World) {
        let ada = customer(&world, ADA).await;
        let mut page = signed_in(&world, ADA).await;
        let none = page.get("/chats").await.expect(StatusCode::OK).body;
        assert!(none.contains("No chats yet") && none.contains("href=\"/chat\""), "{none}");
        let form = page.get("/chat").await.expect(StatusCode::OK);
        assert!(form.input("human_token").is_none() && form.input("email").is_none(), "who is signed in is known");
        let done = page.post("/chat", &[("question", "Hello?")]).await.expect(StatusCode::SEE_OTHER);
        let chat = id_of(&done.location());
        let list = page.get("/chats").await.expect(StatusCode::OK).body;
        assert!(list.contains(&format!("/chat/{chat}")) && list.contains("Waiting"), "{list}");
        take(&agent(&world), chat, false).await.unwrap();
        answers(&world, chat, "Good afternoon.").await;
        let home = page.get("/home").await.expect(StatusCode::OK).body;
        assert!(home.contains("Support has answered."), "{home}");
        for n in 0..210 {
            answers(&world, chat, &format!("line {n}.")).await;
        }
        let last = page.get(&format!("/chat/{chat}")).await.expect(StatusCode::OK).body;
        assert!(last.contains("line 209.") && !last.contains(">Hello?<") && last.contains("?before="), "{last}");
        let before = last.split("?before=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let earlier = page.get(&format!("/chat/{chat}?before={before}")).await.expect(StatusCode::OK).body;
        assert!(earlier.contains(">Hello?<") && !earlier.contains("data-live"), "{earlier}");
        assert_eq!(ada, row(&world, chat).await.account_id.unwrap());
    }

    /// SUP-20
    async fn while_there_is_no_chat_the_page_leads_to_the_form(world: World) {
        save_setting(&agent(&world), &SaveSetting::default()).await.unwrap();
        let closed = world.browser().get("/chat").await.expect(StatusCode::OK).body;
        assert!(closed.contains("There is no chat at the moment") && closed.contains("href=\"/support\""), "{closed}");
        let mut clerk = staff(&world, "support");
        let settings = clerk.get("/staff/chats/settings").await.expect(StatusCode::OK);
        let version = settings.input("version").unwrap();
        let on = [("on", "true"), ("calendar", ""), ("version", version.as_str())];
        clerk.post("/staff/chats/settings", &on).await.expect(StatusCode::SEE_OTHER);
        clerk.post("/staff/chats/settings", &on).await.expect(StatusCode::CONFLICT);
        let open = world.browser().header("accept-language", "ja").get("/chat").await.expect(StatusCode::OK).body;
        assert!(open.contains("チャットを開始"), "{open}");
        let open = world.browser().header("accept-language", "ru").get("/chat").await.expect(StatusCode::OK).body;
        assert!(open.contains("Начать чат"), "{open}");
        staff(&world, "licensing").get("/staff/chats/settings").await.expect(StatusCode::FORBIDDEN);
    }
}
