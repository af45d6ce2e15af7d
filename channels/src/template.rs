//! Messages that a provider approved beforehand, so that they may be sent outside the reply window.

/// One of an account's approved templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub name: String,
    /// As the provider writes it, such as `en_US`.
    pub language: String,
    /// Its words, with `{{1}}` and so on where parameters go.
    pub body: String,
}

impl Template {
    /// How many parameters the body wants: the highest number in it.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.body
            .split("{{")
            .skip(1)
            .filter_map(|rest| rest.split_once("}}")?.0.trim().parse::<usize>().ok())
            .max()
            .unwrap_or(0)
    }

    /// The body as the end user will read it; a parameter that was not given stays as it stands.
    #[must_use]
    pub fn rendered(&self, parameters: &[String]) -> String {
        (1_usize..).zip(parameters).fold(self.body.clone(), |body, (number, value)| {
            body.replace(&format!("{{{{{number}}}}}"), value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_counted_and_put_in() {
        let template = Template {
            name: "order".to_owned(),
            language: "en_US".to_owned(),
            body: "Hello {{1}}, your order {{2}} left. {{1}}!".to_owned(),
        };
        assert_eq!(template.parameters(), 2);
        let given = ["Ana".to_owned(), "42".to_owned()];
        assert_eq!(template.rendered(&given), "Hello Ana, your order 42 left. Ana!");
        assert_eq!(template.rendered(&given[..1]), "Hello Ana, your order {{2}} left. Ana!");
    }
}
