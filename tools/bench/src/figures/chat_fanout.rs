//! Messages of a chat to everybody who listens (SUP-20): said one after the other by the action, so each is a commit, and heard by 1,000 pages of one node, as
//! far as their connection. In process: what is measured is the way from the commit to each listener. Beside it the same with one listener.

use crate::content::{Content, done};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_chat::actions::save_setting::{SaveSetting, save_setting};
use gatehouse_chat::actions::say::{Say, say};
use gatehouse_chat::actions::start::{StartChat, start};
use gatehouse_chat::queries::live::{Messages, SharedHub};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Uuid};
use gatehouse_web::live::{Hub, Told};
use std::cell::Cell;
use std::time::Instant;
use tokio::task::JoinSet;

/// The name of the figure.
pub const NAME: &str = "chat_fanout";
const EMAIL: &str = "talks@example.com";
const LISTENERS: usize = 1_000;
const MESSAGES: i64 = 50;
const ROUNDS: usize = 5;
/// A share of what one listener hears in the same time.
const GOAL: f64 = 0.2;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder(NAME)?;
    let (content, cx, chat) = place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        done(save_setting(&content.cx, &SaveSetting { is_on: true, ..SaveSetting::default() }).await)?;
        let account = content.account(EMAIL).await?;
        let cx = Cx { actor: Actor::Account { id: account }, ..content.cx.clone() };
        let input = StartChat { question: "Is anybody there?".into(), ..StartChat::default() };
        let chat = done(start(&cx, &input).await)?.chat;
        Ok::<_, Fault>((content, cx, chat))
    })?;
    let hub = Hub::new(Messages, LISTENERS);
    // Both sides write to the same chat: its number goes on.
    let said = Cell::new(2);
    let round = |listeners: usize| {
        let known = said.get();
        said.set(known + MESSAGES);
        place.runtime.block_on(heard(&hub, &cx, (chat, known), listeners))
    };
    let rounds = paired(ROUNDS, || round(LISTENERS), || round(1))?;
    place.runtime.block_on(content.close())?;
    let what = "messages a second, each stored and heard by 1,000 listeners of one node";
    let figure = Figure::of(NAME, "per second", &rounds, what, "the same with one listener");
    Ok(vec![figure.goal(Goal::RatioAtLeast(GOAL))])
}

/// Messages a second until the last listener has heard the last of them.
async fn heard(hub: &SharedHub, cx: &Cx, (chat, known): (Uuid, i64), listeners: usize) -> Result<f64, Fault> {
    let mut tasks = JoinSet::new();
    for _ in 0..listeners {
        let listening = hub.listen(&cx.app, chat, (known, known), listeners);
        let mut listening = listening.map_err(|_| Fault::new("too many listen"))?;
        tasks.spawn(async move {
            while listening.last() < known + MESSAGES {
                match listening.next().await? {
                    Some(Told::Item(_) | Told::Word(_)) => {}
                    None => return Err(Fault::new("the node stops")),
                }
            }
            Ok::<_, Fault>(())
        });
    }
    let begun = Instant::now();
    for n in 0..MESSAGES {
        let input = Say { client: None, text: format!("message {n}") };
        done(say(cx, chat, None, &input).await)?;
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(MESSAGES as f64 / begun.elapsed().as_secs_f64())
}
