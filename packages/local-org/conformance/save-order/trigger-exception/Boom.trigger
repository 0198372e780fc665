trigger Boom on Account (before insert) {
    String s = null;
    System.debug(s.length());
}
