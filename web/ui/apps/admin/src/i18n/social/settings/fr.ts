import type { SettingTexts } from './en';

export const settings: SettingTexts = {
  phone_number_id: {
    label: 'ID du numéro de téléphone',
    hint: 'Meta : votre application › WhatsApp › Configuration de l’API. Des chiffres, pas le numéro lui-même.',
  },
  waba_id: { label: 'ID du compte WhatsApp Business', hint: 'Sur la même page, sous l’ID du numéro.' },
  display_phone_number: {
    label: 'Numéro de téléphone',
    hint: 'Avec l’indicatif du pays, tel que les clients lui écrivent.',
  },
  access_token: {
    label: 'Jeton d’accès',
    hint: 'D’un utilisateur système qui peut envoyer des messages, sans date de fin.',
  },
  app_secret: {
    label: 'Clé secrète de l’application',
    hint: 'Meta : votre application › Paramètres › Général. Elle signe les webhooks.',
  },
  verify_token: {
    label: 'Jeton de vérification',
    hint: 'Un mot à nous : le fournisseur le montre à son premier appel.',
  },
  page_id: { label: 'ID de la page', hint: 'Page Facebook › À propos › Transparence de la page.' },
  page_username: {
    label: 'Nom d’utilisateur de la page',
    hint: 'Comme dans m.me/… : pour les liens qui ouvrent la discussion.',
  },
  instagram_id: { label: 'ID du compte Instagram', hint: 'Du compte professionnel ; des chiffres.' },
  username: {
    label: 'Nom d’utilisateur Instagram',
    hint: 'Sans @ : pour les liens qui ouvrent la discussion.',
  },
  channel_id: { label: 'Channel ID', hint: 'LINE Developers › votre canal › Basic settings.' },
  channel_secret: {
    label: 'Channel secret',
    hint: 'LINE Developers › Basic settings. Il signe les webhooks.',
  },
  channel_access_token: {
    label: 'Channel access token',
    hint: 'De longue durée. Sans lui, des jetons courts sont demandés avec l’ID et le secret.',
  },
  basic_id: { label: 'Basic ID', hint: 'Comme @123abcde : pour les liens qui ouvrent la discussion.' },
  bot_user_id: {
    label: 'ID utilisateur du bot',
    hint: 'Pas le vôtre. Peut rester vide : la vérification l’affiche.',
  },
  video_preview_url: {
    label: 'Image pour les vidéos',
    hint: 'L’adresse https d’un JPEG. Sans elle, LINE n’affiche aucune vidéo.',
  },
  app_id: { label: 'AppID', hint: 'WeChat : Settings and development › Basic configuration.' },
  wechat_app_secret: {
    label: 'AppSecret',
    hint: 'Sur la même page. L’adresse de ce serveur doit y être autorisée.',
  },
  token: { label: 'Token', hint: 'Un mot à nous : il signe les webhooks. 3 à 32 lettres et chiffres.' },
  encoding_aes_key: {
    label: 'EncodingAESKey',
    hint: '43 caractères. Avec elle, seuls les messages chiffrés sont crus.',
  },
  original_id: { label: 'Original ID', hint: 'Commence par gh_.' },
  user_id: { label: 'ID utilisateur', hint: 'Du compte qui reçoit les messages ; des chiffres.' },
  consumer_secret: {
    label: 'API key secret',
    hint: 'X : votre application › Keys and tokens. Il signe les webhooks.',
  },
  client_id: { label: 'Client ID', hint: 'OAuth 2.0, sur la même page.' },
  client_secret: { label: 'Client secret', hint: 'Seulement pour les clients confidentiels.' },
  refresh_token: {
    label: 'Refresh token',
    hint: 'Issu du consentement du compte ; avec offline.access.',
  },
  bearer_token: {
    label: 'Bearer token',
    hint: 'De l’application : il enregistre le webhook et le surveille.',
  },
  webhook_id: { label: 'Webhook ID', hint: 'Le nom que X donne à notre webhook ; la vérification le dit.' },
  bot_token: { label: 'Jeton du bot', hint: 'De @BotFather.' },
  bot_username: { label: 'Nom d’utilisateur du bot', hint: 'Sans @.' },
  secret_token: { label: 'Jeton secret', hint: 'Un mot à nous : il prouve que Telegram appelle.' },
  account_sid: { label: 'Account SID', hint: 'Console Twilio ; commence par AC.' },
  auth_token: { label: 'Auth token', hint: 'Console Twilio. Il signe les webhooks.' },
  phone_number: { label: 'Numéro de téléphone', hint: 'Avec l’indicatif, comme +1555…' },
  messaging_service_sid: {
    label: 'Messaging service SID',
    hint: 'Commence par MG. Envoie à la place du numéro.',
  },
  api_key_sid: { label: 'API key SID', hint: 'Commence par SK. Avec son secret, ou aucun des deux.' },
  api_key_secret: { label: 'API key secret', hint: 'Va avec l’API key SID.' },
  shared_key_secret: {
    label: 'Clé partagée',
    hint: 'Seulement pour les comptes dont les webhooks sont signés en SHA-256.',
  },
};
