//! `gatehouse text`: whether text messages go out.

use crate::config::Config;
use crate::mail_command::known_language;
use clap::Subcommand;
use gatehouse_brand::Brand;
use gatehouse_core::{Clock as _, Fault, Lang, Random as _, SystemClock, SystemRandom};
use gatehouse_messages::{Outgoing, PhoneNumber, trial_text};
use std::process::ExitCode;

/// What to do.
#[derive(Subcommand)]
pub enum TextCommand {
    /// Sends a test message at once by the providers of text_messages, past all caps, and prints what they answer. Needs no installation.
    Test {
        /// The number with + and the country's code.
        number: String,
        /// The language of the message.
        #[arg(long, default_value = "en", value_parser = known_language())]
        lang: Lang,
    },
}

/// Does it; fails when no provider took the message.
pub async fn run(config: &Config, command: TextCommand) -> Result<ExitCode, Fault> {
    let TextCommand::Test { number, lang } = command;
    let messages = config.messages()?;
    if !messages.is_on() {
        return Err(Fault::new("text_messages: no provider is configured, so no text message is sent"));
    }
    let to = PhoneNumber::parse(&number, None).map_err(|_| {
        Fault::new(format!("{number}: is not the number of a mobile phone; write it with + and the country's code"))
    })?;
    if !messages.reaches(&to) {
        return Err(Fault::new(format!(
            "{number}: text_messages.countries has no {}, or no provider sends there: people with such a number get no code",
            to.country()
        )));
    }
    let vendor = Brand::of(&config.brand.chosen(&config.help_url));
    let (text, id) = (trial_text(lang, &vendor.name), SystemRandom.id(SystemClock.now()).to_string());
    let reach = config.reach()?;
    let tried = messages.try_out(&reach, &Outgoing { to: &to, text: &text, id: &id }).await;
    let mut code = ExitCode::FAILURE;
    for one in &tried {
        match &one.answer {
            Ok(()) => {
                println!("{}: took the text message to {number}", one.provider);
                code = ExitCode::SUCCESS;
            }
            Err(trouble) => eprintln!("{}: {trouble}", one.provider),
        }
    }
    Ok(code)
}
