/** What providers ask for, by the names that the server has for it, and where it stands at each. */
export const settings = {
  phone_number_id: {
    label: 'Phone number ID',
    hint: 'Meta: your app › WhatsApp › API setup. Digits, not the number itself.',
  },
  waba_id: { label: 'WhatsApp Business account ID', hint: 'On the same page, below the phone number ID.' },
  display_phone_number: { label: 'Phone number', hint: 'With country code, as customers write to it.' },
  access_token: {
    label: 'Access token',
    hint: 'Of a system user that may send messages, without an end date.',
  },
  app_secret: { label: 'App secret', hint: 'Meta: your app › Settings › Basic. It signs the webhooks.' },
  verify_token: {
    label: 'Verify token',
    hint: 'A word of ours: the provider shows it when it first calls.',
  },
  page_id: { label: 'Page ID', hint: 'Facebook page › About › Page transparency.' },
  page_username: { label: 'Page user name', hint: 'As in m.me/…: for links that open the chat.' },
  instagram_id: { label: 'Instagram account ID', hint: 'Of the professional account; digits.' },
  username: { label: 'Instagram user name', hint: 'Without @: for links that open the chat.' },
  channel_id: { label: 'Channel ID', hint: 'LINE Developers › your channel › Basic settings.' },
  channel_secret: {
    label: 'Channel secret',
    hint: 'LINE Developers › Basic settings. It signs the webhooks.',
  },
  channel_access_token: {
    label: 'Channel access token',
    hint: 'Long-lived. Without one, short ones are asked for by id and secret.',
  },
  basic_id: { label: 'Basic ID', hint: 'As in @123abcde: for links that open the chat.' },
  bot_user_id: { label: 'Bot’s user ID', hint: 'Not your own one. May stay empty: the check shows it.' },
  video_preview_url: {
    label: 'Picture for videos',
    hint: 'An https address of a JPEG. LINE shows no video without one.',
  },
  app_id: { label: 'AppID', hint: 'WeChat: Settings and development › Basic configuration.' },
  wechat_app_secret: {
    label: 'AppSecret',
    hint: 'On the same page. This server’s address must be allowed.',
  },
  token: { label: 'Token', hint: 'A word of ours: it signs the webhooks. 3 to 32 letters and digits.' },
  encoding_aes_key: {
    label: 'EncodingAESKey',
    hint: '43 characters. With it only encrypted messages are believed.',
  },
  original_id: { label: 'Original ID', hint: 'Begins with gh_.' },
  user_id: { label: 'User ID', hint: 'Of the account that gets the messages; digits.' },
  consumer_secret: {
    label: 'API key secret',
    hint: 'X: your app › Keys and tokens. It signs the webhooks.',
  },
  client_id: { label: 'Client ID', hint: 'OAuth 2.0, on the same page.' },
  client_secret: { label: 'Client secret', hint: 'Only for confidential clients.' },
  refresh_token: { label: 'Refresh token', hint: 'From the consent of the account; with offline.access.' },
  bearer_token: { label: 'Bearer token', hint: 'Of the app: registers the webhook and looks after it.' },
  webhook_id: { label: 'Webhook ID', hint: 'What X calls our webhook; the check tells it.' },
  bot_token: { label: 'Bot token', hint: 'From @BotFather.' },
  bot_username: { label: 'Bot user name', hint: 'Without @.' },
  secret_token: { label: 'Secret token', hint: 'A word of ours: proves that Telegram calls.' },
  account_sid: { label: 'Account SID', hint: 'Twilio Console; begins with AC.' },
  auth_token: { label: 'Auth token', hint: 'Twilio Console. It signs the webhooks.' },
  phone_number: { label: 'Phone number', hint: 'With country code, as in +1555…' },
  messaging_service_sid: {
    label: 'Messaging service SID',
    hint: 'Begins with MG. Sends in place of the number.',
  },
  api_key_sid: { label: 'API key SID', hint: 'Begins with SK. Together with its secret, or none of both.' },
  api_key_secret: { label: 'API key secret', hint: 'Belongs to the API key SID.' },
  shared_key_secret: {
    label: 'Shared key',
    hint: 'Only for accounts whose webhooks are signed with SHA-256.',
  },
};

export type SettingTexts = typeof settings;
