//! What may be written into a page without escaping: components, and texts that were escaped already.

use askama::filters::HtmlSafe;
use std::fmt::{self, Display, Write as _};

/// Something that writes itself as safe HTML.
pub trait Component: Display + HtmlSafe {}

impl<T: Display + HtmlSafe> Component for T {}

/// Finished, safe HTML. It is only made from components and from escaped text, never from a raw string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Text, escaped.
    pub fn text(text: impl Display) -> Self {
        let mut html = String::new();
        Self::push_escaped(&mut html, &text.to_string());
        Self(html)
    }

    /// Text, escaped, with what stands between backticks as code.
    pub fn coded(text: &str) -> Self {
        let mut html = String::new();
        let parts: Vec<&str> = text.split('`').collect();
        for (n, part) in parts.iter().enumerate() {
            // Every second part is between two backticks, but for the last: nothing closes it.
            let (open, close) = match (n % 2 == 1, n + 1 < parts.len()) {
                (true, true) => ("<code>", "</code>"),
                (true, false) => ("`", ""),
                (false, _) => ("", ""),
            };
            html.push_str(open);
            Self::push_escaped(&mut html, part);
            html.push_str(close);
        }
        Self(html)
    }

    /// A component, rendered.
    pub fn of(component: &impl Component) -> Self {
        Self(component.to_string())
    }

    /// Both, one after the other with a space between.
    #[must_use]
    pub fn then(mut self, component: &impl Component) -> Self {
        self.0.push(' ');
        // Writing to a String cannot fail; a component's own error would be a bug in its template.
        if write!(self.0, "{component}").is_err() {
            debug_assert!(false, "a component failed to render");
        }
        self
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push_escaped(html: &mut String, text: &str) {
        for c in text.chars() {
            match c {
                '&' => html.push_str("&#38;"),
                '<' => html.push_str("&#60;"),
                '>' => html.push_str("&#62;"),
                '"' => html.push_str("&#34;"),
                '\'' => html.push_str("&#39;"),
                c => html.push(c),
            }
        }
    }
}

impl Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::FastWritable for Markup {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

impl HtmlSafe for Markup {}

/// Marks templates as components.
macro_rules! components {
    ($($name:ty),+ $(,)?) => { $(impl ::askama::filters::HtmlSafe for $name {})+ };
}

/// `pub fn name(mut self, name: impl Into<String>) -> Self` for optional texts.
macro_rules! texts_setters {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(mut self, $name: impl Into<String>) -> Self {
            self.$name = Some($name.into());
            self
        })+
    };
}

/// What the inputs of a form have in common: their error comes out of the form's, and `aria-describedby` names hint and error.
/// `$label` is the field that names the input in a sentence. With `optional` it may be left empty.
macro_rules! input_parts {
    ($label:ident) => {
        /// Takes its own error out of the form's.
        #[must_use]
        pub fn errors(mut self, errors: &$crate::view::FormErrors) -> Self {
            self.error = errors.below(&self.name, &self.$label);
            self
        }

        fn described_by(&self) -> String {
            $crate::view::field::described_by(&self.name, self.hint.is_some(), self.error.is_some())
        }
    };
    ($label:ident, optional) => {
        input_parts!($label);

        /// May be left empty, and says so.
        #[must_use]
        pub fn optional(mut self, lang: ::gatehouse_core::Lang) -> Self {
            self.optional = Some($crate::texts(lang).msg_form_optional());
            self.required = false;
            self
        }
    };
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn backticks_become_code_and_a_lone_one_stays() {
        assert_eq!(Markup::coded("a `b<` c `d`").to_string(), "a <code>b&#60;</code> c <code>d</code>");
        assert_eq!(Markup::coded("`a` it`s").to_string(), "<code>a</code> it`s");
        assert!(Markup::coded("").is_empty());
    }

    #[test]
    fn text_becomes_harmless() {
        assert_eq!(Markup::text("<b a='1'>&\"").to_string(), "&#60;b a=&#39;1&#39;&#62;&#38;&#34;");
    }
}
